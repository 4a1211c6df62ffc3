package dev.holdfast.framework.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.value.Refinements;
import dev.holdfast.framework.value.Refinements.Bound;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes written down by hand from the msgpack specification and cty's conventions.
class MsgpackGoldenTest {

  private static final Type.Obj PAIR =
      Type.objectOf(new TreeMap<>(Map.of("a", Type.STRING, "b", Type.NUMBER)));

  static Stream<Arguments> bothWays() {
    return Stream.of(
        arguments(Type.STRING, Values.NULL, "c0"),
        arguments(Type.BOOL, Value.of(true), "c3"),
        arguments(Type.BOOL, Value.of(false), "c2"),
        arguments(Type.STRING, Value.of(""), "a0"),
        arguments(Type.STRING, Value.of("hi"), "a26869"),
        arguments(Type.STRING, Value.of("\u00e9"), "a2c3a9"),
        arguments(Type.STRING, Value.of("x".repeat(32)), "d920" + "78".repeat(32)),
        arguments(Type.STRING, Value.of("x".repeat(256)), "da0100" + "78".repeat(256)),
        arguments(Type.NUMBER, Value.of(0), "00"),
        arguments(Type.NUMBER, Value.of(127), "7f"),
        arguments(Type.NUMBER, Value.of(128), "cc80"),
        arguments(Type.NUMBER, Value.of(-1), "ff"),
        arguments(Type.NUMBER, Value.of(-32), "e0"),
        arguments(Type.NUMBER, Value.of(-33), "d0df"),
        arguments(Type.NUMBER, Value.of(-129), "d1ff7f"),
        arguments(Type.NUMBER, Value.of(-32_769), "d2ffff7fff"),
        arguments(Type.NUMBER, Value.of(256), "cd0100"),
        arguments(Type.NUMBER, Value.of(65_536), "ce00010000"),
        arguments(Type.NUMBER, Value.of(Long.MAX_VALUE), "cf7fffffffffffffff"),
        arguments(Type.NUMBER, Value.of(Long.MIN_VALUE), "d38000000000000000"),
        arguments(Type.NUMBER, number("1.5"), "cb3ff8000000000000"),
        arguments(Type.NUMBER, number("0.1"), "a3302e31"),
        arguments(
            Type.NUMBER,
            number("12345678901234567890"),
            "b43132333435363738393031323334353637383930"),
        arguments(
            Type.listOf(Type.NUMBER),
            new Value.ListOf(List.of(Value.of(1), Value.of(2))),
            "920102"),
        arguments(Type.listOf(Type.NUMBER), new Value.ListOf(List.of()), "90"),
        arguments(Type.setOf(Type.BOOL), new Value.SetOf(List.of(Value.of(true))), "91c3"),
        arguments(Type.mapOf(Type.BOOL), new Value.MapOf(Map.of("k", Value.of(true))), "81a16bc3"),
        arguments(
            Type.tupleOf(Type.BOOL, Type.NUMBER),
            new Value.Tuple(List.of(Value.of(false), Value.of(9))),
            "92c209"),
        arguments(Type.objectOf(Map.of()), new Value.Obj(Map.of()), "80"),
        arguments(PAIR, pair(Value.of("x"), Values.NULL), "82a161a178a162c0"),
        arguments(PAIR, Values.NULL, "c0"),
        arguments(
            Type.DYNAMIC, new Value.Dynamic(Type.BOOL, Value.of(true)), "92c40622626f6f6c22c3"),
        arguments(Type.DYNAMIC, new Value.Dynamic(Type.BOOL, Values.NULL), "92c40622626f6f6c22c0"),
        arguments(Type.DYNAMIC, Values.UNKNOWN, "d40000"),
        arguments(Type.STRING, Values.UNKNOWN, "d40000"),
        arguments(Type.BOOL, new Value.Unknown(Refinements.NOT_NULL), "c7030c8101c2"),
        arguments(
            Type.STRING,
            new Value.Unknown(Refinements.NOT_NULL.withPrefix("id is ")),
            "c70b0c8201c202a66964206973 20".replace(" ", "")),
        arguments(
            Type.NUMBER,
            new Value.Unknown(
                Refinements.NONE
                    .withMin(new Bound(BigDecimal.ONE, true))
                    .withMax(new Bound(BigDecimal.TEN, false))),
            "c7090c8203920 1c304920ac2".replace(" ", "")),
        arguments(
            Type.listOf(Type.BOOL),
            new Value.Unknown(Refinements.NONE.withMinLength(1).withMaxLength(200)),
            "c7060c82050106ccc8"));
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void bytesAreAsTheFormatSays(Type type, Value value, String hex) {
    assertThat(hex(Msgpack.encode(type, value))).isEqualTo(hex);
    assertThat(Msgpack.decode(type, bytes(hex))).isEqualTo(value);
  }

  static Stream<Arguments> acceptedToo() {
    return Stream.of(
        arguments("any extension is unknown", Type.STRING, "d50500ff", Values.UNKNOWN),
        arguments("extension of 16 bytes", Type.STRING, "d801" + "00".repeat(16), Values.UNKNOWN),
        arguments("negative extension code", Type.STRING, "d4ff00", Values.UNKNOWN),
        arguments("refined to be null", Type.STRING, "c7030c8101c3", Values.NULL),
        arguments(
            "refinement of a later version",
            Type.BOOL,
            "c7070c826392c00101c2",
            new Value.Unknown(Refinements.NOT_NULL)),
        arguments("float of 32 bits", Type.NUMBER, "ca3fc00000", number("1.5")),
        arguments("wide integer", Type.NUMBER, "d30000000000000001", Value.of(1)),
        arguments(
            "unsigned 64 bits", Type.NUMBER, "cfffffffffffffffff", number("18446744073709551615")),
        arguments("string with 32-bit length", Type.STRING, "db0000000161", Value.of("a")),
        arguments("decomposed text", Type.STRING, "a365cc81", Value.of("\u00e9")),
        arguments("exponent", Type.NUMBER, "a3316533", Value.of(1000)),
        arguments(
            "object in another order",
            PAIR,
            "82a162 01a161c0".replace(" ", ""),
            pair(Values.NULL, Value.of(1))),
        arguments(
            "equal elements of a set",
            Type.setOf(Type.NUMBER),
            "920101",
            new Value.SetOf(List.of(Value.of(1)))),
        arguments(
            "type of a dynamic value as string",
            Type.DYNAMIC,
            "92a622626f6f6c22c3",
            new Value.Dynamic(Type.BOOL, Value.of(true))),
        arguments(
            "array of 16-bit length",
            Type.listOf(Type.BOOL),
            "dc0001c3",
            new Value.ListOf(List.of(Value.of(true)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptedToo")
  void otherFormsAreRead(String what, Type type, String hex, Value value) {
    assertThat(Msgpack.decode(type, bytes(hex))).as(what).isEqualTo(value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(Type.STRING, "", "end before"),
        arguments(Type.STRING, "a261", "end before"),
        arguments(Type.STRING, "01", "expected a string, found a number"),
        arguments(Type.STRING, "a1ff", "not UTF-8"),
        arguments(Type.STRING, "c1", "never uses"),
        arguments(Type.STRING, "a161a1", "left after"),
        arguments(Type.BOOL, "01", "expected a bool"),
        arguments(Type.NUMBER, "c3", "expected a number"),
        arguments(Type.NUMBER, "a178", "decimal number"),
        arguments(Type.NUMBER, "cb7ff0000000000000", "finite"),
        arguments(Type.NUMBER, "aa" + hex(Bytes.utf8("1e99999999")), "digits"),
        arguments(Type.listOf(Type.BOOL), "ddffffffff", "end before"),
        arguments(Type.listOf(Type.BOOL), "92c301", "[1]: expected a bool"),
        arguments(Type.mapOf(Type.BOOL), "8101c3", "expected a string"),
        arguments(Type.mapOf(Type.BOOL), "81a16b01", "[\"k\"]: expected a bool"),
        arguments(Type.tupleOf(Type.BOOL), "90", "a tuple of 1"),
        arguments(PAIR, "80", "missing attribute \"a\""),
        arguments(PAIR, "81a161c0", "missing attribute \"b\""),
        arguments(PAIR, "82a161c0a163c0", "each attribute once"),
        arguments(PAIR, "83a161c0a162c0a161c0", "each attribute once"),
        arguments(PAIR, "82a161c0a162c3", "b: expected a number, found a bool"),
        arguments(Type.DYNAMIC, "91c0", "pair of type and value"),
        arguments(Type.DYNAMIC, "92c4092264796e616d696322c0", "without a type"),
        arguments(Type.DYNAMIC, "92c40322782 2c0".replace(" ", ""), "unknown type name"),
        arguments(Type.STRING, "c7020c8101", "end before"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsWrongIsSaid(Type type, String hex, String message) {
    CodecException failure =
        catchThrowableOfType(CodecException.class, () -> Msgpack.decode(type, bytes(hex)));
    assertThat(failure).hasMessageContaining(message);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments(Type.STRING, Value.of(1), "expected a string, found a number"),
        arguments(Type.DYNAMIC, Value.of(1), "its own type, found a number"),
        arguments(Type.listOf(Type.BOOL), new Value.SetOf(List.of()), "found a set"),
        arguments(PAIR, new Value.Obj(Map.of("a", Values.NULL)), "missing attribute \"b\""),
        arguments(
            PAIR,
            pair(Values.NULL, Values.NULL) instanceof Value.Obj object
                ? object.with("c", Values.NULL)
                : Values.NULL,
            "unexpected attribute \"c\""),
        arguments(PAIR, pair(Value.of(true), Values.NULL), "a: expected a string, found a bool"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void valuesThatDoNotFitAreNotWritten(Type type, Value value, String message) {
    CodecException failure =
        catchThrowableOfType(CodecException.class, () -> Msgpack.encode(type, value));
    assertThat(failure).hasMessageContaining(message);
    assertThat(failure.code()).isEqualTo(CodecException.Code.MISMATCH);
  }

  @Test
  void aPathLeadsToTheFault() {
    Type type = Type.mapOf(Type.listOf(PAIR));
    Value bad = pair(Values.NULL, Value.of("x"));
    Value value = new Value.MapOf(Map.of("k", new Value.ListOf(List.of(bad))));
    CodecException failure =
        catchThrowableOfType(CodecException.class, () -> Msgpack.encode(type, value));
    assertThat(failure.path()).hasToString("[\"k\"][0].b");
  }

  @Test
  void depthHasALimit() {
    Type type = Type.STRING;
    Value value = Value.of("deep");
    for (int i = 0; i < 300; i++) {
      type = Type.listOf(type);
      value = new Value.ListOf(List.of(value));
    }
    Type deep = type;
    Value nested = value;
    CodecException failure =
        catchThrowableOfType(CodecException.class, () -> Msgpack.encode(deep, nested));
    assertThat(failure.code()).isEqualTo(CodecException.Code.LIMIT);
  }

  @Test
  void longPrefixesAreShortenedNotRefused() {
    var unknown = new Value.Unknown(Refinements.NONE.withPrefix("\u00e9".repeat(300)));
    Value read = Msgpack.decode(Type.STRING, Msgpack.encode(Type.STRING, unknown));
    assertThat(read)
        .isInstanceOfSatisfying(
            Value.Unknown.class,
            shorter ->
                assertThat(shorter.refinements().prefix().orElse(""))
                    .hasSizeBetween(120, 128)
                    .matches("\u00e9+"));
  }

  @Test
  void refinementsThatDoNotFitTheTypeAreLeftOut() {
    var odd = new Value.Unknown(Refinements.NONE.withPrefix("x").withMinLength(2));
    assertThat(hex(Msgpack.encode(Type.BOOL, odd))).isEqualTo("d40000");
    assertThat(hex(Msgpack.encode(Type.DYNAMIC, new Value.Unknown(Refinements.NOT_NULL))))
        .isEqualTo("d40000");
  }

  @Test
  void optionalAttributesChangeNothingOnTheWire() {
    var type = new Type.Obj(Map.of("a", Type.STRING), Set.of("a"));
    assertThat(hex(Msgpack.encode(type, new Value.Obj(Map.of("a", Values.NULL)))))
        .isEqualTo("81a161c0");
  }

  private static Value number(String text) {
    return Value.of(new BigDecimal(text));
  }

  private static Value pair(Value a, Value b) {
    return new Value.Obj(new TreeMap<>(Map.of("a", a, "b", b)));
  }

  private static Bytes bytes(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
