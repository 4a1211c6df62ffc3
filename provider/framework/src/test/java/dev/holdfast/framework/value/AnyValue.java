package dev.holdfast.framework.value;

import dev.holdfast.framework.value.Refinements.Bound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Random types and values of them, made by plain recursion so that a thousand cost nothing.
public final class AnyValue {

  private static final List<String> NAMES = List.of("a", "b", "name", "size_gb", "x1");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "local-lvm",
          "e\u0301",
          "\u2603 snow",
          "\ud83d\ude00",
          "\"\\\n\t\u0000",
          "true",
          "x".repeat(31),
          "x".repeat(40),
          "\u00e9".repeat(200));

  private static final List<String> NUMBERS =
      List.of("0", "0.1", "1.5", "1e30", "-1e-40", "18446744073709551615", "-9223372036854775808");

  private final Random random;
  private final boolean unknowns;

  private AnyValue(Random random, boolean unknowns) {
    this.random = random;
    this.unknowns = unknowns;
  }

  /// A type and a value of it.
  public record Typed(Type type, Value value) {}

  public static Arbitrary<Typed> known() {
    return Arbitraries.randomValue(random -> new AnyValue(random, false).typed());
  }

  public static Arbitrary<Typed> withUnknowns() {
    return Arbitraries.randomValue(random -> new AnyValue(random, true).typed());
  }

  /// Types nested at most that deep.
  public static Arbitrary<Type> types(int depth) {
    return Arbitraries.randomValue(random -> new AnyValue(random, false).type(depth));
  }

  /// A value of that type.
  public static Value of(Random random, Type type, boolean unknowns) {
    return new AnyValue(random, unknowns).value(type, 2);
  }

  private Typed typed() {
    Type type = type(3);
    return new Typed(type, value(type, 2));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Type type(int depth) {
    return switch (depth == 0 ? random.nextInt(4) : random.nextInt(9)) {
      case 0 -> Type.STRING;
      case 1 -> Type.NUMBER;
      case 2 -> Type.BOOL;
      case 3 -> Type.DYNAMIC;
      case 4 -> Type.listOf(type(depth - 1));
      case 5 -> Type.setOf(withoutDynamic(depth - 1));
      case 6 -> Type.mapOf(type(depth - 1));
      case 7 -> new Type.Tuple(some(3, () -> type(depth - 1)));
      default -> new Type.Obj(entries(NAMES, () -> type(depth - 1)));
    };
  }

  private Type withoutDynamic(int depth) {
    Type type = type(depth);
    return Type.hasDynamic(type) ? Type.STRING : type;
  }

  private <T> List<T> some(int most, Supplier<T> supplier) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(_ -> supplier.get()).toList();
  }

  private <T> Map<String, T> entries(List<String> keys, Supplier<T> supplier) {
    Map<String, T> entries = new LinkedHashMap<>();
    some(4, () -> entries.put(pick(keys), supplier.get()) == null);
    return entries;
  }

  private Value value(Type type, int dynamics) {
    int dice = random.nextInt(10);
    if (dice == 0 || (dynamics == 0 && type instanceof Type.Dynamic)) {
      return Values.NULL;
    }
    if (dice == 1 && unknowns) {
      return unknown(type);
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive);
      case Type.Dynamic _ -> dynamic(dynamics - 1);
      case Type.ListOf(var element) -> new Value.ListOf(some(4, () -> value(element, dynamics)));
      case Type.SetOf(var element) -> new Value.SetOf(some(4, () -> value(element, dynamics)));
      case Type.MapOf(var element) ->
          new Value.MapOf(entries(TEXTS, () -> value(element, dynamics)));
      case Type.Tuple(var types) ->
          new Value.Tuple(types.stream().map(each -> value(each, dynamics)).toList());
      case Type.Obj(var types, _) -> object(types, dynamics);
    };
  }

  private Value object(Map<String, Type> types, int dynamics) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    types.forEach((name, type) -> attributes.put(name, value(type, dynamics)));
    return new Value.Obj(attributes);
  }

  private Value dynamic(int dynamics) {
    Type type = type(1);
    Type own = type instanceof Type.Dynamic ? Type.BOOL : type;
    return new Value.Dynamic(own, value(own, dynamics));
  }

  private Value primitive(Type.Primitive type) {
    return switch (type) {
      case STRING -> Value.of(random.nextBoolean() ? pick(TEXTS) : text());
      case NUMBER -> Value.of(number());
      case BOOL -> Value.of(random.nextBoolean());
    };
  }

  private String text() {
    var text = new StringBuilder();
    some(12, () -> text.appendCodePoint(random.nextInt(0xd800)));
    return text.toString();
  }

  private BigDecimal number() {
    return switch (random.nextInt(5)) {
      case 0 -> new BigDecimal(pick(NUMBERS));
      case 1 -> BigDecimal.valueOf(random.nextInt(1000) - 500);
      case 2 -> BigDecimal.valueOf(random.nextLong());
      case 3 -> new BigDecimal(random.nextGaussian() * 1e6);
      default -> new BigDecimal(new BigInteger(150, random), random.nextInt(40));
    };
  }

  private Value unknown(Type type) {
    Refinements known =
        switch (type) {
          case Type.Dynamic _ -> Refinements.NONE;
          case Type.Primitive primitive -> refined(primitive);
          case Type.ListOf _, Type.SetOf _, Type.MapOf _ ->
              Refinements.NONE.withMinLength(random.nextInt(3)).withMaxLength(300);
          case Type.Tuple _, Type.Obj _ -> Refinements.NOT_NULL;
        };
    return new Value.Unknown(random.nextBoolean() ? known : Refinements.NONE);
  }

  private Refinements refined(Type.Primitive type) {
    return switch (type) {
      case STRING -> Refinements.NOT_NULL.withPrefix(pick(NAMES));
      case NUMBER -> {
        BigDecimal least = number();
        yield Refinements.NONE
            .withMin(new Bound(least, true))
            .withMax(new Bound(least.add(BigDecimal.ONE), false));
      }
      case BOOL -> Refinements.NOT_NULL;
    };
  }
}
