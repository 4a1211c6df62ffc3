package dev.holdfast.framework.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Identified.IdentityAttribute;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.rules.SchemaCheck.Role;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCheckTest {

  private static final Attribute A = Attribute.optional("a", Type.STRING, "A.");
  private static final Attribute LOOSE = Attribute.optional("d", Type.DYNAMIC, "D.");
  private static final Attribute SECRET = A.writeOnly();

  static Stream<Arguments> attributes() {
    return Stream.of(
        arguments(A, ""),
        arguments(SECRET, ""),
        arguments(LOOSE, ""),
        arguments(Attribute.optionalComputed("a", Type.BOOL, "A.").defaultsTo(Value.of(true)), ""),
        arguments(Timeouts.NONE.with(Timeouts.Call.READ, Duration.ofMinutes(1)).attribute(), ""),
        arguments(nest(Nesting.LIST, LOOSE), ""),
        arguments(nest(Nesting.MAP, SECRET), ""),
        arguments(Attribute.optional("a", Type.STRING, " "), "t.a: has no documentation"),
        arguments(Attribute.optional("bad-name", Type.STRING, "A."), "t.bad-name: a name has"),
        arguments(Attribute.optional("count", Type.STRING, "A."), "t.count: this name is"),
        arguments(A.deprecated(""), "t.a: a deprecation says"),
        arguments(A.defaultsTo(Value.of("x")), "t.a: an attribute with a default is"),
        arguments(
            Attribute.managed("a", Type.STRING, "A.").defaultsTo(Value.of("x")),
            "t.a: an attribute with a default is"),
        arguments(
            Attribute.optionalComputed("a", Type.STRING, "A.").defaultsTo(Value.of(1)),
            "t.a: the default must be a string"),
        arguments(
            Attribute.optionalComputed("a", Type.STRING, "A.").defaultsTo(Values.UNKNOWN),
            "t.a: a default is wholly known"),
        arguments(
            Attribute.optionalComputed("a", Type.listOf(Type.STRING), "A.")
                .defaultsTo(new Value.ListOf(List.of(Value.of(1)))),
            "t.a.[0]: the default must be a string"),
        arguments(
            Attribute.optionalComputed("a", Type.STRING, "A.").writeOnly(), "t.a: a write-only"),
        arguments(
            Attribute.optional("a", Type.setOf(Type.DYNAMIC), "A."), "t.a: a set has elements"),
        arguments(
            Attribute.optional("a", Type.listOf(Type.setOf(Type.listOf(Type.DYNAMIC))), "A."),
            "t.a: a set has elements"),
        arguments(nest(Nesting.SET, LOOSE), "t.n: a set holds no dynamic"),
        arguments(nest(Nesting.SET, SECRET), "t.n: a set holds no write-only"),
        arguments(
            nest(Nesting.SET, nest(Nesting.SINGLE, SECRET)), "t.n: a set holds no write-only"),
        arguments(nest(Nesting.GROUP, A), "t.n: only blocks nest as a group"),
        arguments(nest(Nesting.LIST, A, A), "t.n.a: this name is used twice"),
        arguments(
            Attribute.nested(
                "n",
                Nesting.LIST,
                Presence.OPTIONAL,
                "N.",
                new Body(List.of(), List.of(block(Nesting.LIST, 0, 0)), List.of())),
            "t.n: nested attributes hold attributes, not blocks"));
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void attributesAreChecked(Attribute attribute, String problem) {
    assertSays(SchemaCheck.problems(Role.MANAGED, "t", Schema.of("T.", attribute)), problem);
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        arguments(Block.of("b", Nesting.SINGLE, new Body(List.of(A)), "B."), ""),
        arguments(block(Nesting.SINGLE, 1, 1), ""),
        arguments(block(Nesting.SINGLE, 0, 1), "t.b: a single block"),
        arguments(block(Nesting.SINGLE, 2, 2), "t.b: a single block"),
        arguments(block(Nesting.LIST, 1, 0), ""),
        arguments(block(Nesting.LIST, 2, 1), "t.b: the least number of blocks is above"),
        arguments(block(Nesting.LIST, -1, 1), "t.b: the numbers of blocks are not negative"),
        arguments(block(Nesting.MAP, 0, 1), "t.b: the number of such blocks cannot be limited"),
        arguments(block(Nesting.GROUP, 1, 1), "t.b: the number of such blocks cannot be limited"),
        arguments(
            Block.of("b", Nesting.SET, new Body(List.of(LOOSE)), "B."),
            "t.b: a set holds no dynamic"),
        arguments(Block.of("b", Nesting.LIST, new Body(List.of(A)), ""), "t.b: has no doc"),
        arguments(Block.of("a", Nesting.LIST, new Body(List.of(A)), "B."), "t.a: this name is"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blocksAreChecked(Block block, String problem) {
    var body = new Body(List.of(A), List.of(block), List.of());
    var schema = new Schema(0, body, "T.", Optional.empty());
    assertSays(SchemaCheck.problems(Role.MANAGED, "t", schema), problem);
  }

  @Test
  void theSchemaItselfIsChecked() {
    assertThat(SchemaCheck.problems(Role.MANAGED, "Bad", Schema.of("", A).versioned(-1)))
        .containsExactly(
            "Bad: a type name has lower-case letters, digits and underscores only",
            "Bad: a schema version is not negative",
            "Bad: has no documentation");
  }

  @Test
  void reservedNamesDependOnTheRole() {
    Schema schema = Schema.of("T.", Attribute.optional("alias", Type.STRING, "A."));
    assertThat(SchemaCheck.problems(Role.MANAGED, "t", schema)).isEmpty();
    assertThat(SchemaCheck.problems(Role.PROVIDER, "t", schema)).hasSize(1);
  }

  @Test
  void onlyManagedResourcesHaveWriteOnlyAttributes() {
    assertSays(SchemaCheck.problems(Role.OTHER, "t", Schema.of("T.", SECRET)), "t.a: only managed");
  }

  @Test
  void functionsAreChecked() {
    var a = new Function.Parameter("a", Type.STRING, false, false, "A.");
    var good =
        new Function.Signature("parse", List.of(a), Optional.empty(), Type.STRING, "S.", "D.");
    var twice =
        new Function.Signature("parse", List.of(a), Optional.of(a), Type.STRING, "S.", "D.");
    assertThat(SchemaCheck.problems(good)).isEmpty();
    assertSays(SchemaCheck.problems(twice), "function parse.a: a parameter has a name of its own");
  }

  @Test
  void identitiesAreChecked() {
    var id = new IdentityAttribute("vmid", Type.NUMBER, true, "Id.");
    var map = new IdentityAttribute("m", Type.mapOf(Type.STRING), true, "M.");
    assertThat(SchemaCheck.problems("t", new IdentitySchema(0, List.of(id)))).isEmpty();
    assertSays(
        SchemaCheck.problems("t", new IdentitySchema(0, List.of(map))), "t identity.m: is of a");
    assertSays(SchemaCheck.problems("t", new IdentitySchema(0, List.of())), "t: an identity has");
  }

  private static void assertSays(List<String> problems, String beginning) {
    if (beginning.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(each -> assertThat(each).startsWith(beginning));
    }
  }

  private static Attribute nest(Nesting nesting, Attribute... attributes) {
    return Attribute.nested("n", nesting, Presence.OPTIONAL, "N.", List.of(attributes));
  }

  private static Block block(Nesting nesting, long least, long most) {
    var body = new Body(List.of(A));
    return new Block("b", nesting, body, least, most, "B.", Optional.empty());
  }
}
