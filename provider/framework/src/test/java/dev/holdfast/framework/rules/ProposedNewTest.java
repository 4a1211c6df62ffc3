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
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProposedNewTest {

  static Stream<Arguments> plainAttributes() {
    return Stream.of(
        arguments(Presence.REQUIRED, s("old"), s("new"), s("new")),
        arguments(Presence.OPTIONAL, s("old"), s("new"), s("new")),
        arguments(Presence.OPTIONAL, s("old"), NULL, NULL),
        arguments(Presence.OPTIONAL, NULL, UNKNOWN, UNKNOWN),
        arguments(Presence.COMPUTED, s("old"), NULL, s("old")),
        arguments(Presence.COMPUTED, NULL, NULL, NULL),
        arguments(Presence.COMPUTED, s("old"), s("odd"), s("odd")),
        arguments(Presence.OPTIONAL_COMPUTED, s("old"), NULL, s("old")),
        arguments(Presence.OPTIONAL_COMPUTED, s("old"), s("new"), s("new")),
        arguments(Presence.OPTIONAL_COMPUTED, s("old"), UNKNOWN, UNKNOWN),
        arguments(Presence.OPTIONAL_COMPUTED, NULL, NULL, NULL),
        arguments(Presence.MANAGED, s("old"), NULL, s("old")),
        arguments(Presence.MANAGED, s("old"), s("new"), s("new")));
  }

  @ParameterizedTest
  @MethodSource("plainAttributes")
  void anAttributeIsConfiguredOrKept(Presence presence, Value prior, Value config, Value proposed) {
    assertThat(ProposedNew.of(schema(plain(presence)), obj("a", prior), obj("a", config)))
        .isEqualTo(obj("a", proposed));
  }

  record Situation(String name, Value prior, Value config, Value proposed) {}

  /// What happens alike for attributes and blocks of that nesting.
  private static Stream<Situation> situations(Nesting nesting) {
    Value x1 = gathered(nesting, el("x", "1"));
    Value x = gathered(nesting, el("x"));
    boolean isSet = nesting == Nesting.SET;
    return Stream.of(
        new Situation("as configured where nothing was", gathered(nesting), x, x),
        new Situation("computed value kept", x1, x, x1),
        new Situation(
            "computed value kept beside a change, but elements of sets are new then",
            x1,
            gathered(nesting, el("y")),
            gathered(nesting, isSet ? el("y") : el("y", "1"))),
        new Situation(
            "configured value of a computed attribute wins",
            x1,
            gathered(nesting, el("x", "2")),
            gathered(nesting, el("x", "2"))),
        new Situation(
            "unknown inside",
            x1,
            gathered(nesting, el(UNKNOWN, NULL)),
            gathered(nesting, isSet ? el(UNKNOWN, NULL) : el(UNKNOWN, s("1")))),
        new Situation("all taken away", x1, gathered(nesting), gathered(nesting)),
        new Situation("unknown as a whole", x1, UNKNOWN, UNKNOWN));
  }

  private static Stream<Situation> manySituations(Nesting nesting) {
    Value both = gathered(nesting, el("x", "1"), el("y", "2"));
    return Stream.of(
        new Situation(
            "second added",
            gathered(nesting, el("x", "1")),
            gathered(nesting, el("x"), el("y")),
            gathered(nesting, el("x", "1"), el("y"))),
        new Situation(
            "last removed", both, gathered(nesting, el("x")), gathered(nesting, el("x", "1"))),
        new Situation(
            "first removed: others move up, but sets go by content",
            both,
            gathered(nesting, el("y")),
            gathered(nesting, nesting == Nesting.SET ? el("y", "2") : el("y", "1"))),
        new Situation(
            "places exchanged",
            both,
            gathered(nesting, el("y"), el("x")),
            nesting == Nesting.SET ? both : gathered(nesting, el("y", "1"), el("x", "2"))),
        new Situation(
            "each prior element serves once",
            gathered(nesting, el(NULL, s("1"))),
            gathered(nesting, el(NULL, NULL), el("y")),
            gathered(nesting, el(NULL, s("1")), el("y"))));
  }

  static Stream<Arguments> nestedBodies() {
    return Stream.of(Nesting.SINGLE, Nesting.LIST, Nesting.MAP, Nesting.SET)
        .flatMap(nesting ->
            Stream.concat(
                    situations(nesting),
                    nesting == Nesting.SINGLE ? Stream.of() : manySituations(nesting))
                .flatMap(each ->
                    Stream.of(arguments(nesting, false, each), arguments(nesting, true, each))));
  }

  @ParameterizedTest(name = "{0}, block {1}: {2}")
  @MethodSource("nestedBodies")
  void nestedBodiesMeetByPlaceKeyOrContent(Nesting nesting, boolean block, Situation given) {
    Value proposed =
        ProposedNew.of(
            nest(nesting, block), obj("nest", given.prior()), obj("nest", given.config()));
    assertThat(proposed).as(given.name()).isEqualTo(obj("nest", given.proposed()));
  }

  static Stream<Arguments> optionalComputedNests() {
    return Stream.of(Nesting.SINGLE, Nesting.LIST, Nesting.MAP, Nesting.SET)
        .flatMap(nesting ->
            Stream.of(
                arguments(nesting, gathered(nesting, el("x", "1")), NULL),
                arguments(
                    nesting,
                    gathered(nesting, el(NULL, s("1"))),
                    gathered(nesting, el(NULL, s("1")))),
                arguments(nesting, NULL, NULL)));
  }

  @ParameterizedTest
  @MethodSource("optionalComputedNests")
  void whatOnlyAConfigurationCanHaveSetGoesWithIt(Nesting nesting, Value prior, Value proposed) {
    Schema schema =
        schema(Attribute.nested("nest", nesting, Presence.OPTIONAL_COMPUTED, "Nest.", ELEMENT));
    assertThat(ProposedNew.of(schema, obj("nest", prior), obj("nest", NULL)))
        .isEqualTo(obj("nest", proposed));
  }

  @Test
  void computedNestIsKept() {
    Schema schema =
        schema(Attribute.nested("nest", Nesting.LIST, Presence.COMPUTED, "Nest.", ELEMENT));
    Value prior = obj("nest", gathered(Nesting.LIST, el("x", "1")));
    assertThat(ProposedNew.of(schema, prior, obj("nest", NULL))).isEqualTo(prior);
  }

  @Test
  void nothingFromNothing() {
    assertThat(ProposedNew.of(nest(Nesting.LIST, true), NULL, NULL)).isEqualTo(NULL);
  }

  @Test
  void theStateIsProposedWhereNoConfigurationIsLeft() {
    Value prior = obj("nest", gathered(Nesting.LIST, el("x", "1")));
    assertThat(ProposedNew.of(nest(Nesting.LIST, true), prior, NULL)).isEqualTo(prior);
  }

  @Test
  void creatingProposesTheConfiguration() {
    Value config = obj("nest", gathered(Nesting.SET, el("x"), el("y")));
    assertThat(ProposedNew.of(nest(Nesting.SET, true), NULL, config)).isEqualTo(config);
  }

  @Test
  void groupsAreNeverNull() {
    Schema schema = schema(Block.of("nest", Nesting.GROUP, new Body(ELEMENT), "Nest."));
    Value config = obj("nest", el(NULL, NULL));
    assertThat(ProposedNew.of(schema, NULL, config)).isEqualTo(config);
    assertThat(ProposedNew.of(schema, obj("nest", el("x", "1")), config))
        .isEqualTo(obj("nest", el(NULL, s("1"))));
  }

  @Test
  void innerNestsMeetInsideOfTheirOwnElement() {
    Attribute inner = Attribute.nested("inner", Nesting.MAP, Presence.OPTIONAL, "Inner.", ELEMENT);
    Schema schema =
        schema(Attribute.nested("nest", Nesting.LIST, Presence.OPTIONAL, "Nest.", List.of(inner)));
    Value prior =
        obj(
            "nest",
            gathered(
                Nesting.LIST,
                obj("inner", gathered(Nesting.MAP, el("x", "1"))),
                obj("inner", gathered(Nesting.MAP, el("y", "2")))));
    Value config =
        obj(
            "nest",
            gathered(
                Nesting.LIST,
                obj("inner", NULL),
                obj("inner", gathered(Nesting.MAP, el("z"), el("n")))));
    assertThat(ProposedNew.of(schema, prior, config))
        .isEqualTo(
            obj(
                "nest",
                gathered(
                    Nesting.LIST,
                    obj("inner", NULL),
                    obj("inner", gathered(Nesting.MAP, el("z", "2"), el("n"))))));
  }

  @Test
  void setElementsWithInnerSetsMeetOnlyWhenThoseAreEqual() {
    Attribute inner = Attribute.nested("in", Nesting.SET, Presence.OPTIONAL, "Inner.", ELEMENT);
    Attribute id = Attribute.computed("id", Type.STRING, "Id.");
    Schema schema =
        schema(
            Attribute.nested("nest", Nesting.SET, Presence.OPTIONAL, "Nest.", List.of(inner, id)));
    Value same = gathered(Nesting.SET, el("x", "1"));
    Value other = gathered(Nesting.SET, el("x"));
    Value prior = obj("nest", gathered(Nesting.SET, obj("in", same, "id", s("9"))));
    assertThat(
            ProposedNew.of(
                schema, prior, obj("nest", gathered(Nesting.SET, obj("in", same, "id", NULL)))))
        .isEqualTo(prior);
    Value config = obj("nest", gathered(Nesting.SET, obj("in", other, "id", NULL)));
    assertThat(ProposedNew.of(schema, prior, config)).isEqualTo(config);
  }

  @Test
  void blocksWithDynamicAttributesCarryTheTypesOfTheirParts() {
    var body =
        new Body(
            List.of(
                Attribute.optional("v", Type.DYNAMIC, "Value."),
                Attribute.optionalComputed("c", Type.DYNAMIC, "Computed.")));
    Schema schema = schema(Block.of("nest", Nesting.LIST, body, "Nest."));
    Value prior = obj("nest", tuple(Type.BOOL, Value.of(true), Type.NUMBER, Value.of(7)));
    Value config = obj("nest", tuple(Type.STRING, s("x"), Type.DYNAMIC, NULL));
    assertThat(ProposedNew.of(schema, prior, config))
        .isEqualTo(obj("nest", tuple(Type.STRING, s("x"), Type.NUMBER, Value.of(7))));
  }

  private static Value tuple(Type v, Value one, Type c, Value two) {
    Type.Obj element = Type.objectOf(Map.of("v", v, "c", c));
    return new Value.Dynamic(
        Type.tupleOf(element), new Value.Tuple(List.of(obj("v", one, "c", two))));
  }
}
