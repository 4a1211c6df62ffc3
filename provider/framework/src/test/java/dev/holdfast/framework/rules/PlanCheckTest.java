package dev.holdfast.framework.rules;

import static dev.holdfast.framework.rules.Fixtures.ELEMENT;
import static dev.holdfast.framework.rules.Fixtures.NULL;
import static dev.holdfast.framework.rules.Fixtures.UNKNOWN;
import static dev.holdfast.framework.rules.Fixtures.el;
import static dev.holdfast.framework.rules.Fixtures.gathered;
import static dev.holdfast.framework.rules.Fixtures.nest;
import static dev.holdfast.framework.rules.Fixtures.obj;
import static dev.holdfast.framework.rules.Fixtures.plain;
import static dev.holdfast.framework.rules.Fixtures.s;
import static dev.holdfast.framework.rules.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Refinements;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCheckTest {

  private static final boolean GOOD = true;
  private static final boolean BAD = false;

  static Stream<Arguments> plainAttributes() {
    Value refined = new Value.Unknown(Refinements.NOT_NULL);
    return Stream.of(
        arguments(Presence.REQUIRED, NULL, s("x"), s("x"), GOOD),
        arguments(Presence.REQUIRED, NULL, s("x"), s("X"), BAD),
        arguments(Presence.REQUIRED, s("X"), s("x"), s("X"), GOOD),
        arguments(Presence.REQUIRED, s("X"), s("x"), s("other"), BAD),
        arguments(Presence.REQUIRED, NULL, s("x"), NULL, BAD),
        arguments(Presence.REQUIRED, NULL, s("x"), UNKNOWN, BAD),
        arguments(Presence.REQUIRED, NULL, UNKNOWN, UNKNOWN, GOOD),
        arguments(Presence.REQUIRED, NULL, UNKNOWN, refined, GOOD),
        arguments(Presence.REQUIRED, NULL, refined, UNKNOWN, GOOD),
        arguments(Presence.REQUIRED, NULL, UNKNOWN, s("x"), BAD),
        arguments(Presence.REQUIRED, s("x"), UNKNOWN, s("x"), GOOD),
        arguments(Presence.OPTIONAL, NULL, NULL, NULL, GOOD),
        arguments(Presence.OPTIONAL, NULL, NULL, s("x"), BAD),
        arguments(Presence.OPTIONAL, s("x"), NULL, s("x"), BAD),
        arguments(Presence.OPTIONAL, NULL, NULL, UNKNOWN, BAD),
        arguments(Presence.OPTIONAL, s("x"), NULL, NULL, GOOD),
        arguments(Presence.COMPUTED, NULL, NULL, UNKNOWN, GOOD),
        arguments(Presence.COMPUTED, s("x"), NULL, s("y"), GOOD),
        arguments(Presence.COMPUTED, NULL, s("odd"), s("y"), GOOD),
        arguments(Presence.OPTIONAL_COMPUTED, NULL, NULL, UNKNOWN, GOOD),
        arguments(Presence.OPTIONAL_COMPUTED, NULL, NULL, s("default"), GOOD),
        arguments(Presence.OPTIONAL_COMPUTED, NULL, s("x"), UNKNOWN, BAD),
        arguments(Presence.OPTIONAL_COMPUTED, s("p"), s("x"), s("p"), GOOD),
        arguments(Presence.OPTIONAL_COMPUTED, s("p"), s("x"), s("y"), BAD),
        arguments(Presence.MANAGED, s("p"), NULL, s("p"), GOOD),
        arguments(Presence.MANAGED, s("p"), NULL, NULL, GOOD),
        arguments(Presence.MANAGED, NULL, s("x"), s("y"), BAD));
  }

  @ParameterizedTest
  @MethodSource("plainAttributes")
  void aPlannedAttributeIsAsConfiguredOrThePrior(
      Presence presence, Value prior, Value config, Value planned, boolean good) {
    List<Violation> found =
        PlanCheck.violations(
            schema(plain(presence)), obj("a", prior), obj("a", config), obj("a", planned));
    assertThat(found).hasSize(good ? 0 : 1);
    assertThat(found).allMatch(each -> each.path().equals(Path.of("a")));
  }

  record Situation(
      String name, Value prior, Value config, Value planned, String attribute, String block) {}

  /// Paths at fault as attribute and as block; empty for none.
  private static Stream<Situation> situations(Nesting nesting) {
    Value x = gathered(nesting, el("x"));
    Value x1 = gathered(nesting, el("x", "1"));
    Value y = gathered(nesting, el("y"));
    String first =
        switch (nesting) {
          case SINGLE, GROUP -> "nest.name";
          case LIST -> "nest[0].name";
          case MAP -> "nest[\"a\"].name";
          case SET -> "";
        };
    String absent = nesting == Nesting.SINGLE ? "" : "nest";
    String uncalledFor =
        switch (nesting) {
          case SINGLE, GROUP, LIST -> "nest";
          case MAP -> "nest[\"a\"]";
          case SET -> "";
        };
    return Stream.of(
        new Situation("as configured", NULL, x, x, "", ""),
        new Situation("computed part filled in", NULL, x, x1, "", ""),
        new Situation(
            "computed part unknown", NULL, x, gathered(nesting, el(s("x"), UNKNOWN)), "", ""),
        new Situation("another name", NULL, x, y, first, first),
        new Situation("the prior name", y, x, y, "", ""),
        new Situation("unknown name", NULL, x, gathered(nesting, el(UNKNOWN, NULL)), first, first),
        new Situation("unknown as configured", NULL, UNKNOWN, UNKNOWN, "", ""),
        new Situation("unknown though configured", NULL, x, UNKNOWN, "nest", "nest"),
        new Situation("null though configured", NULL, x, NULL, "nest", "nest"),
        new Situation("null as configured", NULL, NULL, NULL, "", absent),
        new Situation("there though not configured", NULL, NULL, x, "nest", uncalledFor));
  }

  private static Stream<Situation> manySituations(Nesting nesting) {
    Value one = gathered(nesting, el("x"));
    Value two = gathered(nesting, el("x"), el("y"));
    boolean isSet = nesting == Nesting.SET;
    String blockOfMore = nesting == Nesting.MAP ? "nest[\"b\"]" : isSet ? "" : "nest";
    return Stream.of(
        new Situation("one more than configured", NULL, one, two, "nest", blockOfMore),
        new Situation("one fewer than configured", NULL, two, one, "nest", blockOfMore),
        new Situation("empty as configured", one, gathered(nesting), gathered(nesting), "", ""));
  }

  static Stream<Arguments> nestedBodies() {
    return Stream.of(Nesting.SINGLE, Nesting.LIST, Nesting.MAP, Nesting.SET)
        .flatMap(nesting ->
            Stream.concat(
                    situations(nesting),
                    nesting == Nesting.SINGLE ? Stream.of() : manySituations(nesting))
                .flatMap(each ->
                    Stream.of(
                        arguments(nesting, false, each, each.attribute()),
                        arguments(nesting, true, each, each.block()))));
  }

  @ParameterizedTest(name = "{0}, block {1}: {2}")
  @MethodSource("nestedBodies")
  void nestedBodiesAreAsConfigured(Nesting nesting, boolean block, Situation given, String faulty) {
    List<Violation> found =
        PlanCheck.violations(
            nest(nesting, block),
            obj("nest", given.prior()),
            obj("nest", given.config()),
            obj("nest", given.planned()));
    assertThat(found.stream().map(each -> each.path().toString()))
        .as(given.name())
        .containsExactlyElementsOf(faulty.isEmpty() ? List.of() : List.of(faulty));
  }

  @Test
  void anObjectIsPlannedExactlyWhereOneIsConfigured() {
    Schema schema = schema(plain(Presence.OPTIONAL));
    assertThat(PlanCheck.violations(schema, NULL, obj("a", NULL), NULL)).hasSize(1);
    assertThat(PlanCheck.violations(schema, obj("a", NULL), NULL, obj("a", NULL))).hasSize(1);
    assertThat(PlanCheck.violations(schema, obj("a", NULL), NULL, NULL)).isEmpty();
  }

  @Test
  void anotherTypeIsTheOnlyThingTold() {
    assertThat(
            PlanCheck.violations(
                schema(plain(Presence.OPTIONAL)), NULL, obj("a", NULL), obj("a", Value.of(1))))
        .containsExactly(Violation.of(Path.of("a"), "must be a string"));
  }

  @Test
  void writeOnlyAttributesAreNullEvenWhereConfigured() {
    Schema schema = schema(plain(Presence.OPTIONAL).writeOnly());
    assertThat(PlanCheck.violations(schema, NULL, obj("a", s("pw")), obj("a", NULL))).isEmpty();
    assertThat(PlanCheck.violations(schema, NULL, obj("a", s("pw")), obj("a", s("pw"))))
        .singleElement()
        .satisfies(each -> assertThat(each.toString()).doesNotContain("pw"));
  }

  @Test
  void writeOnlyAttributesAreFoundInsideOfNests() {
    Attribute secret = Attribute.optional("s", Type.STRING, "S.").writeOnly();
    Schema schema =
        schema(Attribute.nested("nest", Nesting.MAP, Presence.OPTIONAL, "Nest.", List.of(secret)));
    Value planned = obj("nest", gathered(Nesting.MAP, obj("s", s("pw"))));
    assertThat(PlanCheck.violations(schema, NULL, planned, planned))
        .extracting(each -> each.path().toString())
        .containsExactly("nest[\"a\"].s");
  }

  @Test
  void sensitiveValuesAreNotShown() {
    Schema plain = schema(plain(Presence.OPTIONAL).sensitive());
    assertThat(PlanCheck.violations(plain, NULL, obj("a", s("pw")), obj("a", s("pw2"))))
        .singleElement()
        .satisfies(each -> assertThat(each.toString()).doesNotContain("pw"));
    List<Attribute> inner = List.of(Attribute.optional("s", Type.STRING, "S.").sensitive());
    Schema nested = schema(Attribute.nested("a", Nesting.SINGLE, Presence.OPTIONAL, "A.", inner));
    Value value = obj("a", obj("s", s("pw")));
    assertThat(PlanCheck.violations(nested, NULL, obj("a", NULL), value))
        .singleElement()
        .satisfies(each -> assertThat(each.toString()).doesNotContain("pw"));
  }

  @Test
  void bothValuesAreNamed() {
    assertThat(
            PlanCheck.violations(
                schema(plain(Presence.OPTIONAL)), NULL, obj("a", s("x")), obj("a", UNKNOWN)))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.expected()).isEqualTo("\"x\"");
          assertThat(each.actual()).isEqualTo("(known after apply)");
        });
  }

  @Test
  void computedNestsAreTheProvidersOwn() {
    Schema schema =
        schema(Attribute.nested("nest", Nesting.LIST, Presence.COMPUTED, "Nest.", ELEMENT));
    assertThat(
            PlanCheck.violations(
                schema, NULL, obj("nest", NULL), obj("nest", gathered(Nesting.LIST, el("x", "1")))))
        .isEmpty();
  }

  @Test
  void replacementPathsLeadSomewhere() {
    Value prior = obj("a", s("x"));
    assertThat(PlanCheck.replacements(prior, prior, List.of(Path.of("a")))).isEmpty();
    assertThat(PlanCheck.replacements(NULL, prior, List.of(Path.of("a")))).isEmpty();
    assertThat(PlanCheck.replacements(prior, prior, List.of(Path.of("b")))).hasSize(1);
  }
}
