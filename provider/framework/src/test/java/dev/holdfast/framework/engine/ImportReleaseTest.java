package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Importable.Imported;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From an import to the first apply: everything is read once, and what the configuration omits is
/// released with a warning.
class ImportReleaseTest {

  private static final Attribute NAME =
      Attribute.required("name", Type.STRING, "Name.").planned(PlanModifier.requiresReplace());
  private static final Attribute CORES = Attribute.managed("cores", Type.NUMBER, "Cores.");
  private static final Attribute AGENT =
      Attribute.nested(
          "agent",
          Nesting.SINGLE,
          Presence.MANAGED,
          "Agent.",
          List.of(
              Attribute.managed("on", Type.BOOL, "On."),
              Attribute.managed("type", Type.STRING, "Type.")));
  private static final Attribute DISKS =
      Attribute.nested(
          "disks",
          Nesting.MAP,
          Presence.OPTIONAL,
          "Disks.",
          List.of(
              Attribute.required("size", Type.NUMBER, "Size."),
              Attribute.managed("cache", Type.STRING, "Cache.")));

  private static final Value.Obj SERVER =
      object(
          "name", Value.of("a"),
          "cores", Value.of(4),
          "agent", object("on", Value.of(true), "type", Value.of("virtio")),
          "disks", new Value.MapOf(Map.of("a", disk(1), "b", disk(2))));

  private final TestResource resource = new TestResource(Bench.schema(NAME, CORES, AGENT, DISKS));
  private final Bench bench = new Bench(resource);
  private final List<Boolean> firstReads = new ArrayList<>();

  private static Value.Obj disk(int size) {
    return object("size", Value.of(size), "cache", Value.of("none"));
  }

  @BeforeEach
  void bringIn() {
    resource.importState =
        (_, _) ->
            List.of(
                new Imported(TestResource.NAME, object(), PrivateState.EMPTY, Optional.empty()));
    resource.read =
        (_, request) -> {
          firstReads.add(request.imported());
          return Outcome.of(SERVER, request.privateState());
        };
    Rpc.ImportedObject imported =
        bench
            .session
            .importState(new Rpc.Import(TestResource.NAME, "1", DynamicValue.NONE, Bench.CLIENT))
            .objects()
            .getFirst();
    bench.state = bench.unwire(imported.state());
    bench.privateBytes = imported.privateState();
    bench.refresh();
    bench.refresh();
  }

  private List<Diagnostic> plan(Value config) {
    return bench.plan(config).diagnostics();
  }

  @Test
  void onlyTheFirstReadTakesInEverything() {
    assertThat(firstReads).containsExactly(true, false);
  }

  @Test
  void aReadThatFailsIsNotTheFirst() {
    firstReads.clear();
    bringInWithAFailure();
    assertThat(firstReads).containsExactly(true, true, false);
  }

  private void bringInWithAFailure() {
    var read = resource.read;
    resource.read =
        (call, request) -> {
          Outcome outcome = read.apply(call, request);
          if (firstReads.size() > 1) {
            return outcome;
          }
          call.diagnostics().error("Unable to read", "Not now.");
          return Outcome.GONE;
        };
    bench.privateBytes =
        Envelope.ofState(
            Envelope.decode(bench.privateBytes).managed(), PrivateState.EMPTY, ImportMark.UNREAD);
    bench.refresh();
    bench.refresh();
    bench.refresh();
  }

  @Test
  void whatTheFirstConfigurationOmitsIsToldOnceAndNotRemoved() {
    Value config =
        object(
            "name", Value.of("a"),
            "agent", object("type", Value.of("isa")),
            "disks", new Value.MapOf(Map.of("a", object("size", Value.of(3)))));

    Rpc.PlanAnswer plan = bench.plan(config);

    assertThat(plan.diagnostics())
        .singleElement()
        .matches(one -> one.severity() == Diagnostic.Severity.WARNING)
        .extracting(Diagnostic::detail)
        .asString()
        .contains("cores, agent.on, disks[\"b\"], disks[\"a\"].cache, which");
    bench.apply(config, plan);
    assertThat(((Value.Obj) bench.state).get("cores")).isEqualTo(Value.of(4));
    assertThat(plan(object("name", Value.of("a"), "cores", Value.of(5)))).isEmpty();
  }

  @Test
  void aGroupThatIsOmittedIsToldAsAWhole() {
    assertThat(
            plan(
                object(
                    "name", Value.of("a"),
                    "cores", Value.of(5),
                    "disks", ((Value.Obj) bench.state).get("disks"))))
        .singleElement()
        .matches(one -> one.detail().contains("The import found agent, which"));
  }

  @Test
  void aPlanThatChangesNothingReleasesNothing() {
    assertThat(plan(((Value.Obj) bench.state).with("cores", Values.NULL))).isEmpty();
  }

  @Test
  void aReplacementReleasesNothing() {
    assertThat(plan(object("name", Value.of("b")))).isEmpty();
  }

  @Test
  void aDestructionReleasesNothing() {
    assertThat(plan(Values.NULL)).isEmpty();
  }
}
