package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Importable.Imported;
import dev.holdfast.framework.resource.Importable.Target;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.resource.StateUpgrading.Upgrader;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Read, upgrade, import, move and configuration from state.
class StateTest {

  private static final Value A = Value.of("a");
  private static final Schema SCHEMA =
      Bench.schema(
              Attribute.required("name", Type.STRING, "Name.")
                  .equality((one, other) -> text(one).equalsIgnoreCase(text(other))),
              Attribute.optional("key", Type.STRING, "Key.").writeOnly(),
              Attribute.computed("id", Type.STRING, "Id."))
          .versioned(3);

  private final TestResource resource = new TestResource(SCHEMA);
  private final Bench bench = new Bench(resource);

  private static String text(Value value) {
    return Values.string(value).orElse("");
  }

  private static Value.Obj state(Value name, Value id) {
    return object("name", name, "key", Values.NULL, "id", id);
  }

  @Test
  void aReadKeepsTheSpellingOfTheStateAndShowsDrift() {
    bench.apply(object("name", A));
    resource.read =
        (_, _) ->
            Outcome.of(object("name", Value.of("A"), "id", Value.of("9")), PrivateState.EMPTY);

    assertThat(bench.refresh().diagnostics()).isEmpty();
    assertThat(bench.state).isEqualTo(state(A, Value.of("9")));
  }

  @Test
  void whatIsGoneIsReadAsNull() {
    bench.apply(object("name", A));
    resource.read = (_, _) -> Outcome.GONE;

    assertThat(bench.refresh().diagnostics()).isEmpty();
    assertThat(bench.state).isEqualTo(Values.NULL);
  }

  @Test
  void anUnknownPartOfAReadIsAnError() {
    bench.apply(object("name", A));
    resource.read =
        (_, request) -> Outcome.of(request.state().with("id", Values.UNKNOWN), PrivateState.EMPTY);

    assertThat(bench.refresh().diagnostics())
        .extracting(Diagnostic::path)
        .containsExactly(Path.of("id"));
  }

  @Test
  void aReadThatFailsLeavesEverythingAsItWas() {
    bench.apply(object("name", A));
    Value before = bench.state;
    resource.read =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(bench.refresh().diagnostics()).hasSize(1);
    assertThat(bench.state).isEqualTo(before);
  }

  private Rpc.Upgraded upgrade(long version, String json) {
    return bench.session.upgradeState(
        new Rpc.Upgrade(TestResource.NAME, version, Bytes.utf8(json)));
  }

  @Test
  void stateOfTheCurrentVersionLosesOnlyWhatTheSchemaNoLongerHas() {
    Rpc.Upgraded upgraded = upgrade(3, "{\"name\":\"a\",\"old\":true}");

    assertThat(upgraded.diagnostics()).isEmpty();
    assertThat(bench.unwire(upgraded.value())).isEqualTo(state(A, Values.NULL));
  }

  @Test
  void olderStateGoesThroughItsUpgrader() {
    Schema old = Bench.schema(Attribute.required("title", Type.STRING, "Title."));
    resource.upgraders =
        Map.of(1L, new Upgrader(old, (state, _) -> object("name", state.get("title"))));

    Rpc.Upgraded upgraded = upgrade(1, "{\"title\":\"a\"}");

    assertThat(upgraded.diagnostics()).isEmpty();
    assertThat(bench.unwire(upgraded.value())).isEqualTo(state(A, Values.NULL));
  }

  @Test
  void stateThatCannotBeUpgradedIsAClearError() {
    assertThat(upgrade(4, "{}").diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("newer provider"));
    assertThat(upgrade(2, "{}").diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("from schema version 2 to 3"));
    assertThat(upgrade(3, "{\"name\":[\"secret\"]}").diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("name"))
        .matches(diagnostic -> !diagnostic.detail().contains("secret"));
  }

  private Rpc.ImportAnswer importId(String id) {
    return bench.session.importState(
        new Rpc.Import(TestResource.NAME, id, DynamicValue.NONE, Bench.CLIENT));
  }

  @Test
  void anImportFillsInNullsAndManagesNothing() {
    resource.importState =
        (_, target) ->
            List.of(
                new Imported(
                    TestResource.NAME,
                    object("id", Value.of(((Target.Id) target).id())),
                    new PrivateState(Map.of("k", "1")),
                    Optional.empty()));

    Rpc.ImportAnswer answer = importId("9");

    assertThat(answer.diagnostics()).isEmpty();
    Rpc.ImportedObject imported = answer.objects().getFirst();
    assertThat(bench.unwire(imported.state())).isEqualTo(state(Values.NULL, Value.of("9")));
    assertThat(Envelope.decode(imported.privateState()).entries().get("k")).contains("1");
    assertThat(Envelope.decode(imported.privateState()).managed().paths()).isEmpty();
  }

  @Test
  void anImportThatFindsNothingIsAnError() {
    assertThat(importId("9").diagnostics()).hasSize(1);
    assertThat(importId("").diagnostics()).hasSize(1);
  }

  private Rpc.MoveAnswer move(String type) {
    return bench.session.moveState(
        new Rpc.Move(
            "registry.example/other/other",
            type,
            7,
            Bytes.utf8("{\"title\":\"a\"}"),
            Bytes.utf8("theirs"),
            Bytes.EMPTY,
            0,
            TestResource.NAME));
  }

  @Test
  void theFirstMoverThatKnowsTheSourceTakesOver() {
    resource.movers =
        List.of(
            (_, _) -> Optional.empty(),
            (source, _) ->
                source.typeName().equals("other_thing") && source.schemaVersion() == 7
                    ? Optional.of(
                        Outcome.of(
                            object("name", Values.attribute(source.state(), "title")),
                            PrivateState.EMPTY.with("was", source.privateState())))
                    : Optional.empty());

    Rpc.MoveAnswer answer = move("other_thing");

    assertThat(answer.diagnostics()).isEmpty();
    assertThat(bench.unwire(answer.state())).isEqualTo(state(A, Values.NULL));
    assertThat(Envelope.decode(answer.privateState()).entries().get("was")).contains("theirs");
    assertThat(move("strange_thing").diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("strange_thing"));
  }

  @Test
  void aGeneratedConfigurationLeavesOutWhatCannotBeSet() {
    Rpc.Generated generated =
        bench.session.generateConfig(TestResource.NAME, bench.wire(state(A, Value.of("9"))));

    assertThat(generated.diagnostics()).isEmpty();
    assertThat(bench.unwire(generated.config())).isEqualTo(state(A, Values.NULL));
  }
}
