package dev.holdfast.framework.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueHelpersTest {

  private static final Value X = Value.of("x");
  private static final Value VM =
      new Value.Obj(
          Map.of(
              "disks",
              new Value.MapOf(
                  Map.of("scsi0", new Value.ListOf(List.of(new Value.Obj(Map.of("size", X))))))));

  static Stream<Arguments> paths() {
    Path size = Path.of("disks").key("scsi0").index(0).attribute("size");
    Value dynamic =
        new Value.Obj(Map.of("d", new Value.Dynamic(Type.listOf(Type.STRING), list(X))));
    Value set = new Value.Obj(Map.of("s", new Value.SetOf(List.of(X))));
    return Stream.of(
        arguments(VM, Path.ROOT, Optional.of(VM)),
        arguments(VM, size, Optional.of(X)),
        arguments(VM, Path.of("disks").key("scsi1"), Optional.empty()),
        arguments(VM, Path.of("disks").key("scsi0").index(1), Optional.empty()),
        arguments(VM, Path.of("disks").key("scsi0").index(-1), Optional.empty()),
        arguments(VM, Path.of("nets"), Optional.empty()),
        arguments(VM, Path.of("disks").index(0), Optional.empty()),
        arguments(dynamic, Path.of("d").index(0), Optional.of(X)),
        arguments(set, Path.of("s").element(X), Optional.of(X)),
        arguments(set, Path.of("s").element(Value.of("y")), Optional.empty()),
        arguments(Values.NULL, Path.of("a"), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathLeadsToAValueOrNowhere(Value root, Path path, Optional<Value> found) {
    assertThat(Values.at(root, path)).isEqualTo(found);
  }

  @Test
  void partsOfTheUnknownAreUnknownAndPartsOfNothingAreNull() {
    assertThat(Values.attribute(Values.UNKNOWN, "a")).isEqualTo(Values.UNKNOWN);
    assertThat(Values.attribute(Values.NULL, "a")).isEqualTo(Values.NULL);
    assertThat(Values.element(Values.UNKNOWN, 0)).isEqualTo(Values.UNKNOWN);
    assertThat(Values.element(list(X), 1)).isEqualTo(Values.NULL);
    assertThat(Values.element(Values.UNKNOWN, "k")).isEqualTo(Values.UNKNOWN);
    assertThat(Values.element(new Value.MapOf(Map.of("k", X)), "k")).isEqualTo(X);
  }

  @Test
  void aKeyCannotReadLikeALongerPath() {
    Path hostile = Path.of("disks").key("a\"].b[\"c\\");
    assertThat(hostile).hasToString("disks[\"a\\\"].b[\\\"c\\\\\"]");
    assertThat(Path.of("disks").key("a").attribute("b").key("c\\"))
        .doesNotHaveToString(hostile.toString());
  }

  @Test
  void leavesAreVisitedWithTheirPaths() {
    List<String> seen = new ArrayList<>();
    ValueTree.leaves(VM, (path, leaf) -> seen.add(path + "=" + Words.of(leaf)));
    assertThat(seen).containsExactly("disks[\"scsi0\"][0].size=\"x\"");
  }

  @Test
  void aTransformationSeesEveryPartAndKeepsTheRest() {
    Path size = Path.of("disks").key("scsi0").index(0).attribute("size");
    Value changed =
        ValueTree.transform(VM, (path, value) -> path.equals(size) ? Value.of("y") : value);
    assertThat(Values.at(changed, size)).contains(Value.of("y"));
    assertThat(ValueTree.transform(VM, (_, value) -> value)).isEqualTo(VM);
  }

  @Test
  void unrefinedUnknownsAreAllAlike() {
    Value refined = list(new Value.Unknown(Refinements.NOT_NULL));
    assertThat(ValueTree.unrefined(refined)).isEqualTo(list(Values.UNKNOWN));
  }

  static Stream<Arguments> words() {
    return Stream.of(
        arguments(Values.NULL, "null"),
        arguments(Values.UNKNOWN, "(known after apply)"),
        arguments(Value.of("a\"b\n"), "\"a\\\"b\\n\""),
        arguments(Value.of(new BigDecimal("1.50")), "1.5"),
        arguments(Value.of(new BigDecimal("1e3")), "1000"),
        arguments(Value.of(true), "true"),
        arguments(list(X, Values.NULL), "[\"x\", null]"),
        arguments(new Value.MapOf(Map.of("k", X)), "{\"k\" = \"x\"}"),
        arguments(new Value.Obj(Map.of("k", X)), "{k = \"x\"}"),
        arguments(new Value.Dynamic(Type.STRING, X), "\"x\""),
        arguments(Value.of("y".repeat(500)), "\"" + "y".repeat(196) + "..."));
  }

  @ParameterizedTest
  @MethodSource("words")
  void valuesReadLikeAConfiguration(Value value, String text) {
    assertThat(Words.of(value)).isEqualTo(text);
  }

  static Stream<Arguments> misfits() {
    Type.Obj object = Type.objectOf(Map.of("a", Type.listOf(Type.NUMBER)));
    return Stream.of(
        arguments(object, new Value.Obj(Map.of("a", Values.UNKNOWN)), ""),
        arguments(object, new Value.Obj(Map.of("a", list(X))), "a[0] must be a number"),
        arguments(object, new Value.Obj(Map.of()), "a is missing from the object"),
        arguments(
            object,
            new Value.Obj(Map.of("a", Values.NULL)).with("b", X),
            "b is no attribute of this object"),
        arguments(Type.setOf(Type.BOOL), list(), " must be a set of bools"),
        arguments(Type.tupleOf(Type.BOOL), new Value.Tuple(List.of()), " must be a tuple of 1"),
        arguments(Type.DYNAMIC, X, " must be a value with its own type"),
        arguments(Type.DYNAMIC, new Value.Dynamic(Type.BOOL, X), " must be a bool"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void conformanceTellsWhereAndWhat(Type type, Value value, String problem) {
    assertThat(Conformance.problems(type, value))
        .extracting(each -> each.path() + " " + each.message())
        .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
  }

  static Stream<Arguments> types() {
    Type.Obj any = Type.objectOf(Map.of("a", Type.DYNAMIC, "b", Type.BOOL));
    Type.Obj own = Type.objectOf(Map.of("b", Type.BOOL, "a", Type.STRING));
    return Stream.of(
        arguments(Type.STRING, Type.STRING, true),
        arguments(Type.STRING, Type.BOOL, false),
        arguments(Type.STRING, Type.DYNAMIC, true),
        arguments(Type.DYNAMIC, Type.STRING, false),
        arguments(Type.listOf(Type.BOOL), Type.listOf(Type.DYNAMIC), true),
        arguments(Type.setOf(Type.BOOL), Type.listOf(Type.BOOL), false),
        arguments(Type.mapOf(Type.BOOL), Type.mapOf(Type.STRING), false),
        arguments(Type.tupleOf(Type.BOOL), Type.tupleOf(), false),
        arguments(own, any, true),
        arguments(any, own, false),
        arguments(own, Type.objectOf(Map.of("a", Type.STRING)), false));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTypeConformsWhereItsValuesAreOfTheOther(Type type, Type wanted, boolean conforms) {
    assertThat(Type.conforms(type, wanted)).isEqualTo(conforms);
  }

  @Test
  void aNullObjectHasAllAttributes() {
    assertThat(Values.nullObject(Type.objectOf(Map.of("a", Type.STRING))))
        .isEqualTo(new Value.Obj(Map.of("a", Values.NULL)));
  }

  @Test
  void stringsAndKeysAreInNormalForm() {
    assertThat(Value.of("e\u0301")).isEqualTo(Value.of("\u00e9"));
    assertThat(new Value.MapOf(Map.of("e\u0301", X)))
        .isEqualTo(new Value.MapOf(Map.of("\u00e9", X)));
  }

  @Test
  void setsHoldEqualElementsOnceButTwoUnknownsMayDiffer() {
    assertThat(new Value.SetOf(List.of(X, X)).elements()).containsExactly(X);
    assertThat(new Value.SetOf(List.of(Values.UNKNOWN, Values.UNKNOWN)).elements()).hasSize(2);
  }

  @Test
  void aNullOfATypeIsNullAndDiffersFromANullOfNone() {
    Value typed = new Value.Dynamic(Type.STRING, Values.NULL);
    assertThat(typed.isNull()).isTrue();
    assertThat(typed).isNotEqualTo(Values.NULL);
    assertThat(new Value.Dynamic(Type.STRING, Values.UNKNOWN).isUnknown()).isTrue();
  }

  private static Value list(Value... elements) {
    return new Value.ListOf(List.of(elements));
  }
}
