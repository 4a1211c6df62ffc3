package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {

  private static final Value BAD = Value.of("bad");
  private static final Value GOOD = Value.of("good");

  /// Complains about "bad"; a null or unknown value would make it fail.
  private static final Validator NOT_BAD =
      new Validator() {
        @Override
        public void validate(Path path, Value value, Diagnostics diagnostics) {
          if (Values.string(value).orElseThrow().equals("bad")) {
            diagnostics.error(path, "Bad", "");
          }
        }

        @Override
        public String describe() {
          return "not bad";
        }
      };

  private static final Rule TELLS_ITS_PLACE =
      new Rule() {
        @Override
        public void check(Path path, Value.Obj object, Diagnostics diagnostics) {
          if (object.get("name").equals(BAD)) {
            diagnostics.warning(path, "Rule", "");
          }
        }

        @Override
        public String describe() {
          return "";
        }
      };

  private static final Attribute NAME =
      Attribute.optional("name", Type.STRING, "Name.").validated(NOT_BAD);
  private static final Body BODY = new Body(List.of(NAME)).ruled(TELLS_ITS_PLACE);

  private static List<Diagnostic> validate(Schema schema, Value config, boolean writeOnlyAllowed) {
    var bench = new Bench(new TestResource(schema));
    return bench.session.validate(
        new Rpc.Validate(
            Rpc.Kind.RESOURCE,
            TestResource.NAME,
            bench.wire(bench.full(config)),
            new ClientCapabilities(false, writeOnlyAllowed)));
  }

  /// A configuration with a bad name, and where it stands.
  record Place(Path path, Value config) {}

  static List<Place> places() {
    Value bad = object("name", BAD);
    return List.of(
        new Place(Path.ROOT, bad),
        new Place(Path.of("single"), object("single", bad)),
        new Place(
            Path.of("list").index(1),
            object("list", new Value.ListOf(List.of(object("name", GOOD), bad)))),
        new Place(Path.of("map").key("k"), object("map", new Value.MapOf(Map.of("k", bad)))),
        new Place(Path.of("set").element(bad), object("set", new Value.SetOf(List.of(bad)))),
        new Place(Path.of("block").index(0), object("block", new Value.ListOf(List.of(bad)))));
  }

  private static Attribute nested(String name, Nesting nesting) {
    return Attribute.nested(name, nesting, Presence.OPTIONAL, "Nested.", BODY);
  }

  @ParameterizedTest
  @MethodSource("places")
  void everyPlaceIsCheckedAndNamed(Place place) {
    var body =
        new Body(
                List.of(
                    NAME,
                    nested("single", Nesting.SINGLE),
                    nested("list", Nesting.LIST),
                    nested("map", Nesting.MAP),
                    nested("set", Nesting.SET)),
                List.of(Block.of("block", Nesting.LIST, BODY, "Block.")),
                List.of())
            .ruled(TELLS_ITS_PLACE);

    assertThat(validate(new Schema(0, body, "A thing.", Optional.empty()), place.config, true))
        .containsExactly(
            Diagnostic.error(place.path.attribute("name"), "Bad", ""),
            Diagnostic.warning(place.path, "Rule", ""));
  }

  @Test
  void nullAndUnknownValuesAreNotGivenToValidators() {
    Schema schema = Bench.schema(NAME, nested("single", Nesting.SINGLE));

    assertThat(validate(schema, object("name", Values.UNKNOWN), true)).isEmpty();
    assertThat(validate(schema, object("single", Values.UNKNOWN), true)).isEmpty();
    assertThat(validate(schema, object(), true)).isEmpty();
  }

  @Test
  void aRequiredArgumentMustBeThere() {
    Schema schema = Bench.schema(Attribute.required("size", Type.NUMBER, "Size."));

    assertThat(validate(schema, object(), true))
        .singleElement()
        .matches(diagnostic -> diagnostic.path().equals(Path.of("size")));
    assertThat(validate(schema, object("size", Values.UNKNOWN), true)).isEmpty();
  }

  @Test
  void aComputedAttributeCannotBeSet() {
    Schema schema = Bench.schema(Attribute.computed("id", Type.STRING, "Id."));

    assertThat(validate(schema, object("id", GOOD), true))
        .singleElement()
        .matches(diagnostic -> diagnostic.path().equals(Path.of("id")));
  }

  @Test
  void writeOnlyArgumentsNeedAClientThatKnowsThem() {
    Schema schema = Bench.schema(Attribute.optional("key", Type.STRING, "Key.").writeOnly());

    assertThat(validate(schema, object("key", GOOD), true)).isEmpty();
    assertThat(validate(schema, object(), false)).isEmpty();
    assertThat(validate(schema, object("key", GOOD), false))
        .singleElement()
        .matches(diagnostic -> diagnostic.path().equals(Path.of("key")));
  }

  @Test
  void aSecretIsNotRepeatedInWhatIsFound() {
    Value secret = Value.of("hunter2");
    Attribute plain =
        Attribute.optional("key", Type.STRING, "Key.").validated(Validators.lengthBetween(1, 3));
    for (Attribute key : List.of(plain.sensitive(), plain.writeOnly())) {
      Attribute map =
          Attribute.nested("map", Nesting.MAP, Presence.OPTIONAL, "Nested.", List.of(key));
      Value config =
          object("key", secret, "map", new Value.MapOf(Map.of("k", object("key", secret))));

      assertThat(validate(Bench.schema(key, map), config, true))
          .hasSize(2)
          .noneMatch(found -> found.toString().contains("hunter2"))
          .allMatch(found -> found.detail().contains("of 1 to 3 characters"));
    }
    assertThat(validate(Bench.schema(plain), object("key", secret), true))
        .singleElement()
        .matches(found -> found.detail().contains("hunter2"));
  }

  @Test
  void theTypesOwnChecksComeLast() {
    var resource = new TestResource(Bench.schema(NAME));
    resource.validate = (_, diagnostics) -> diagnostics.error("Own", "");
    var bench = new Bench(resource);

    assertThat(
            bench.session.validate(
                new Rpc.Validate(
                    Rpc.Kind.RESOURCE,
                    TestResource.NAME,
                    bench.wire(object("name", BAD)),
                    Bench.CLIENT)))
        .extracting(Diagnostic::summary)
        .containsExactly("Bad", "Own");
  }
}
