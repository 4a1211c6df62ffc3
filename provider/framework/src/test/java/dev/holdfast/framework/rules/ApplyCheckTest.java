package dev.holdfast.framework.rules;

import static dev.holdfast.framework.rules.Fixtures.NULL;
import static dev.holdfast.framework.rules.Fixtures.UNKNOWN;
import static dev.holdfast.framework.rules.Fixtures.el;
import static dev.holdfast.framework.rules.Fixtures.gathered;
import static dev.holdfast.framework.rules.Fixtures.nest;
import static dev.holdfast.framework.rules.Fixtures.obj;
import static dev.holdfast.framework.rules.Fixtures.s;
import static dev.holdfast.framework.rules.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Refinements;
import dev.holdfast.framework.value.Refinements.Bound;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyCheckTest {

  private static final Type LIST = Type.listOf(Type.STRING);
  private static final Type SET = Type.setOf(Type.STRING);
  private static final Type MAP = Type.mapOf(Type.STRING);
  private static final Type TUPLE = Type.tupleOf(Type.STRING, Type.BOOL);
  private static final Type OBJECT = Type.objectOf(Map.of("k", Type.STRING));

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(Type.STRING, s("x"), s("x"), ""),
        arguments(Type.STRING, s("x"), s("X"), "a"),
        arguments(Type.STRING, s("x"), NULL, "a"),
        arguments(Type.STRING, NULL, s(""), "a"),
        arguments(Type.STRING, NULL, NULL, ""),
        arguments(Type.STRING, UNKNOWN, s("x"), ""),
        arguments(Type.STRING, UNKNOWN, NULL, ""),
        arguments(Type.STRING, UNKNOWN, UNKNOWN, "a"),
        arguments(Type.STRING, s("x"), UNKNOWN, "a"),
        arguments(Type.STRING, UNKNOWN, Value.of(1), "a"),
        arguments(Type.NUMBER, Value.of(1), Value.of(new BigDecimal("1.0")), ""),
        arguments(Type.STRING, announced(Refinements.NOT_NULL), NULL, "a"),
        arguments(Type.STRING, announced(Refinements.NONE.withPrefix("vm-")), s("vm-1"), ""),
        arguments(Type.STRING, announced(Refinements.NONE.withPrefix("vm-")), s("ct-1"), "a"),
        arguments(Type.NUMBER, announced(Refinements.NONE.withMin(bound(true))), Value.of(5), ""),
        arguments(Type.NUMBER, announced(Refinements.NONE.withMin(bound(false))), Value.of(5), "a"),
        arguments(Type.NUMBER, announced(Refinements.NONE.withMin(bound(true))), Value.of(4), "a"),
        arguments(Type.NUMBER, announced(Refinements.NONE.withMax(bound(true))), Value.of(6), "a"),
        arguments(Type.NUMBER, announced(Refinements.NONE.withMax(bound(false))), Value.of(4), ""),
        arguments(LIST, announced(Refinements.NONE.withMinLength(2)), list("x"), "a"),
        arguments(SET, announced(Refinements.NONE.withMaxLength(1)), set(s("x"), s("y")), "a"),
        arguments(LIST, list("x", "y"), list("x", "z"), "a[1]"),
        arguments(LIST, list("x", "y"), list("x"), "a[1]"),
        arguments(LIST, list("x"), list("x", "y"), "a[1]"),
        arguments(LIST, list(), NULL, "a"),
        arguments(LIST, NULL, list(), "a"),
        arguments(MAP, map("k", s("x")), map("k", s("y")), "a[\"k\"]"),
        arguments(MAP, map("k", s("x")), map("l", s("x")), "a[\"k\"],a[\"l\"]"),
        arguments(MAP, map("k", UNKNOWN), map("k", s("x")), ""),
        arguments(
            TUPLE,
            new Value.Tuple(List.of(s("x"), UNKNOWN)),
            new Value.Tuple(List.of(s("x"), Value.of(true))),
            ""),
        arguments(OBJECT, obj("k", s("x")), obj("k", s("y")), "a.k"),
        arguments(SET, set(s("x"), s("y")), set(s("y"), s("x")), ""),
        arguments(SET, set(s("x")), set(s("y")), "a"),
        arguments(SET, set(s("x"), UNKNOWN), set(s("x"), s("y")), ""),
        arguments(SET, set(s("x"), UNKNOWN), set(s("x")), ""),
        arguments(SET, set(UNKNOWN), set(s("x"), s("y")), "a"),
        arguments(SET, set(s("x"), UNKNOWN), set(s("y")), "a"),
        arguments(Type.DYNAMIC, UNKNOWN, dynamic(Type.BOOL, Value.of(true)), ""),
        arguments(Type.DYNAMIC, dynamic(Type.STRING, s("x")), dynamic(Type.STRING, s("x")), ""),
        arguments(Type.DYNAMIC, dynamic(Type.STRING, s("x")), dynamic(Type.STRING, s("y")), "a"),
        arguments(
            Type.DYNAMIC, dynamic(Type.NUMBER, UNKNOWN), dynamic(Type.NUMBER, Value.of(1)), ""),
        arguments(Type.DYNAMIC, dynamic(Type.NUMBER, UNKNOWN), dynamic(Type.STRING, s("1")), "a"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatWasKnownStaysAndTheRestBecomesKnown(
      Type type, Value planned, Value actual, String faulty) {
    Schema schema = schema(Attribute.optionalComputed("a", type, "A."));
    assertThat(paths(ApplyCheck.violations(schema, obj("a", planned), obj("a", actual))))
        .isEqualTo(faulty);
  }

  static Stream<Arguments> nestedBodies() {
    return Stream.of(true, false)
        .flatMap(block ->
            Stream.of(
                arguments(block, Nesting.SINGLE, many(el("x")), many(el("y")), "nest.name"),
                arguments(block, Nesting.SINGLE, many(el("x")), many(), "nest"),
                arguments(block, Nesting.LIST, many(el(s("x"), UNKNOWN)), many(el("x", "1")), ""),
                arguments(block, Nesting.LIST, many(el("x")), many(el("x", "1")), "nest[0].id"),
                arguments(block, Nesting.MAP, many(el("x")), many(el("y")), "nest[\"a\"].name"),
                arguments(block, Nesting.MAP, many(el("x")), many(el("x"), el("y")), "nest[\"b\"]"),
                arguments(
                    block,
                    Nesting.SET,
                    many(el(s("x"), UNKNOWN), el(s("y"), UNKNOWN)),
                    many(el("y", "2"), el("x", "1")),
                    ""),
                arguments(
                    block, Nesting.SET, many(el(s("x"), UNKNOWN)), many(el("y", "1")), "nest"),
                arguments(
                    block,
                    Nesting.SET,
                    many(el(s("x"), UNKNOWN)),
                    many(el("x", "1"), el("x", "2")),
                    "nest")));
  }

  @ParameterizedTest
  @MethodSource("nestedBodies")
  void nestedBodiesAreCompleted(
      boolean block, Nesting nesting, List<Value> planned, List<Value> actual, String faulty) {
    List<Violation> found =
        ApplyCheck.violations(
            nest(nesting, block),
            obj("nest", gathered(nesting, planned.toArray(Value[]::new))),
            obj("nest", gathered(nesting, actual.toArray(Value[]::new))));
    assertThat(paths(found)).isEqualTo(faulty);
  }

  @Test
  void anotherNumberOfListBlocksIsToldOnce() {
    assertThat(
            paths(
                ApplyCheck.violations(
                    nest(Nesting.LIST, true),
                    obj("nest", gathered(Nesting.LIST, el("x"))),
                    obj("nest", gathered(Nesting.LIST)))))
        .isEqualTo("nest");
  }

  @Test
  void unknownBlocksMayTurnOutAnyNumber() {
    assertThat(
            ApplyCheck.violations(
                nest(Nesting.SET, true),
                obj("nest", UNKNOWN),
                obj("nest", gathered(Nesting.SET, el("x", "1"), el("y", "2")))))
        .isEmpty();
  }

  @Test
  void aDeletedObjectIsGoneAndAnyOtherIsThere() {
    Schema schema = nest(Nesting.LIST, false);
    assertThat(ApplyCheck.violations(schema, NULL, NULL)).isEmpty();
    assertThat(ApplyCheck.violations(schema, NULL, obj("nest", NULL))).hasSize(1);
    assertThat(ApplyCheck.violations(schema, obj("nest", NULL), NULL)).hasSize(1);
  }

  @Test
  void sensitiveValuesAreNotShown() {
    Schema schema = schema(Attribute.computed("a", Type.STRING, "A.").sensitive());
    assertThat(ApplyCheck.violations(schema, obj("a", s("pw1")), obj("a", s("pw2"))))
        .singleElement()
        .satisfies(each -> assertThat(each.toString()).doesNotContain("pw"));
  }

  @Test
  void theSecondPlanMayKnowMoreButNotLessOrElse() {
    Schema schema = schema(Attribute.optionalComputed("a", Type.STRING, "A."));
    assertThat(ReplanCheck.violations(schema, obj("a", UNKNOWN), obj("a", UNKNOWN))).isEmpty();
    assertThat(ReplanCheck.violations(schema, obj("a", UNKNOWN), obj("a", s("x")))).isEmpty();
    assertThat(ReplanCheck.violations(schema, obj("a", s("x")), obj("a", s("x")))).isEmpty();
    assertThat(ReplanCheck.violations(schema, obj("a", s("x")), obj("a", UNKNOWN))).hasSize(1);
    assertThat(ReplanCheck.violations(schema, obj("a", s("x")), obj("a", s("y")))).hasSize(1);
  }

  @Test
  void aStateIsKnownOfItsTypeAndWithoutWriteOnlyValues() {
    Schema schema = schema(Attribute.optional("a", LIST, "A.").writeOnly());
    assertThat(ReadCheck.violations(schema, NULL)).isEmpty();
    assertThat(ReadCheck.violations(schema, obj("a", NULL))).isEmpty();
    assertThat(paths(ReadCheck.violations(schema, obj("a", list("x"))))).isEqualTo("a");
    assertThat(paths(ReadCheck.violations(schema, obj("b", NULL)))).isEqualTo("b,a");
    Value half = obj("a", new Value.ListOf(List.of(s("x"), UNKNOWN)));
    Schema plain = schema(Attribute.optional("a", LIST, "A."));
    assertThat(paths(ReadCheck.violations(plain, half))).isEqualTo("a[1]");
  }

  @Test
  void partsOfADynamicValueMayFindTheirTypeLate() {
    Schema schema = schema(Attribute.optionalComputed("a", Type.DYNAMIC, "A."));
    Value planned = dynamic(Type.tupleOf(Type.DYNAMIC), new Value.Tuple(List.of(UNKNOWN)));
    Value actual = dynamic(Type.tupleOf(Type.STRING), new Value.Tuple(List.of(s("x"))));
    Value longer = dynamic(Type.tupleOf(), new Value.Tuple(List.of()));
    assertThat(ApplyCheck.violations(schema, obj("a", planned), obj("a", actual))).isEmpty();
    assertThat(ApplyCheck.violations(schema, obj("a", planned), obj("a", longer))).hasSize(1);
  }

  @Test
  void dynamicAttributesOfBlocksAreComparedToo() {
    var body = new Body(List.of(Attribute.optional("v", Type.DYNAMIC, "V.")));
    Schema schema = schema(Block.of("nest", Nesting.LIST, body, "Nest."));
    Type type = Type.tupleOf(Type.objectOf(Map.of("v", Type.STRING)));
    Value x = obj("nest", dynamic(type, new Value.Tuple(List.of(obj("v", s("x"))))));
    Value y = obj("nest", dynamic(type, new Value.Tuple(List.of(obj("v", s("y"))))));
    assertThat(ApplyCheck.violations(schema, x, x)).isEmpty();
    assertThat(paths(ApplyCheck.violations(schema, x, y))).isEqualTo("nest[0].v");
  }

  @Test
  void aReturnedWriteOnlyValueIsToldOnceAndNotShown() {
    Schema schema = schema(Attribute.optional("a", Type.STRING, "A.").writeOnly());
    assertThat(ApplyCheck.violations(schema, obj("a", NULL), obj("a", s("pw"))))
        .singleElement()
        .satisfies(each -> assertThat(each.toString()).doesNotContain("pw"));
  }

  private static List<Value> many(Value... elements) {
    return List.of(elements);
  }

  private static String paths(List<Violation> found) {
    return String.join(",", found.stream().map(Violation::path).map(Path::toString).toList());
  }

  private static Value announced(Refinements refinements) {
    return new Value.Unknown(refinements);
  }

  private static Bound bound(boolean inclusive) {
    return new Bound(BigDecimal.valueOf(5), inclusive);
  }

  private static Value list(String... texts) {
    return new Value.ListOf(Stream.of(texts).map(Value::of).toList());
  }

  private static Value set(Value... elements) {
    return new Value.SetOf(List.of(elements));
  }

  private static Value map(String key, Value value) {
    return new Value.MapOf(Map.of(key, value));
  }

  private static Value dynamic(Type type, Value value) {
    return new Value.Dynamic(type, value);
  }
}
