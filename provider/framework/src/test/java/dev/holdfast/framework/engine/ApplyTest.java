package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplyTest {

  private static final Value A = Value.of("a");
  private static final Value B = Value.of("b");

  private final TestResource resource =
      new TestResource(
          Bench.schema(
              Attribute.required("name", Type.STRING, "Name.")
                  .equality((one, other) -> text(one).equalsIgnoreCase(text(other))),
              Attribute.optional("password", Type.STRING, "Password.").sensitive(),
              Attribute.optional("key", Type.STRING, "Key.").writeOnly(),
              Attribute.computed("id", Type.STRING, "Id.")));
  private final Bench bench = new Bench(resource);

  private static String text(Value value) {
    return Values.string(value).orElse("");
  }

  private static Value.Obj state(Value name, Value password, Value id) {
    return object("name", name, "password", password, "key", Values.NULL, "id", id);
  }

  private void createReturns(Value.Obj state) {
    resource.create = (_, _) -> Outcome.of(state, PrivateState.EMPTY);
  }

  @Test
  void theResourceGetsWriteOnlyValuesAndTheStateDoesNot() {
    List<Value> keys = new ArrayList<>();
    resource.create =
        (_, request) -> {
          keys.add(request.config().get("key"));
          return Outcome.of(
              TestResource.assigned(request.plan().with("key", B)), PrivateState.EMPTY);
        };

    assertThat(bench.apply(object("name", A, "key", B)).diagnostics()).isEmpty();
    assertThat(keys).containsExactly(B);
    assertThat(bench.state).isEqualTo(state(A, Values.NULL, Value.of("assigned")));
  }

  @Test
  void aResultThatDiffersFromThePlanIsOurErrorAndTheTrueState() {
    createReturns(state(B, Values.NULL, Value.of("1")));

    List<Diagnostic> diagnostics = bench.apply(object("name", A)).diagnostics();

    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().path()).isEqualTo(Path.of("name"));
    assertThat(diagnostics.getFirst().detail()).contains("\"a\"", "\"b\"");
    assertThat(bench.state).isEqualTo(state(B, Values.NULL, Value.of("1")));
  }

  @Test
  void sensitiveValuesAreNotShownWhenTheyDiffer() {
    createReturns(state(A, Value.of("actual-secret"), Value.of("1")));

    List<Diagnostic> diagnostics =
        bench.apply(object("name", A, "password", Value.of("planned-secret"))).diagnostics();

    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.toString()).doesNotContain("-secret");
  }

  @Test
  void aSpellingThatMeansTheSameIsStoredAsPlanned() {
    createReturns(state(Value.of("A"), Values.NULL, Value.of("1")));

    assertThat(bench.apply(object("name", A)).diagnostics()).isEmpty();
    assertThat(bench.state).isEqualTo(state(A, Values.NULL, Value.of("1")));
  }

  @Test
  void whatIsStillUnknownOrOfAnotherTypeIsAnErrorAndTheRestIsKept() {
    createReturns(object("name", A, "id", Values.UNKNOWN, "extra", A));

    assertThat(bench.apply(object("name", A)).diagnostics())
        .extracting(Diagnostic::path)
        .containsExactlyInAnyOrder(Path.of("id"), Path.of("extra"));
    assertThat(bench.state).isEqualTo(state(A, Values.NULL, Values.NULL));
  }

  @Test
  void textIsStoredInTheFormThatTerraformKeeps() {
    Value composed = Value.of("\u00e9");
    createReturns(state(Value.of("e\u0301"), Values.NULL, Value.of("1")));

    assertThat(bench.apply(object("name", composed)).diagnostics()).isEmpty();
    assertThat(bench.state).isEqualTo(state(composed, Values.NULL, Value.of("1")));
  }

  @Test
  void aCreateWithoutAStateRecordsNothing() {
    resource.create = (_, _) -> Outcome.GONE;

    assertThat(bench.apply(object("name", A)).diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.summary().equals("Missing state after create"));
    assertThat(bench.state).isEqualTo(Values.NULL);
  }

  @Test
  void aFailedCreateWithoutAStateTellsOnlyItsOwnError() {
    resource.create =
        (call, _) -> {
          call.diagnostics().error("Unable to create", "Full.");
          return Outcome.GONE;
        };

    assertThat(bench.apply(object("name", A)).diagnostics())
        .containsExactly(Diagnostic.error("Unable to create", "Full."));
    assertThat(bench.state).isEqualTo(Values.NULL);
  }

  @Test
  void anUpdateThatFailsWithoutAStateKeepsTheOldOne() {
    bench.apply(object("name", A));
    Value before = bench.state;
    resource.update =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(bench.apply(object("name", B)).diagnostics()).hasSize(1);
    assertThat(bench.state).isEqualTo(before);
  }

  @Test
  void aPartOfAnUpdateIsKeptTogetherWithItsError() {
    bench.apply(object("name", A));
    resource.update =
        (call, request) -> {
          call.diagnostics().error("Unable to go on", "Half-way.");
          return Outcome.of(request.prior().with("id", B), request.privateState());
        };

    assertThat(bench.apply(object("name", B)).diagnostics()).hasSize(1);
    assertThat(bench.state).isEqualTo(state(A, Values.NULL, B));
  }

  @Test
  void aDeleteEndsWithoutState() {
    bench.apply(object("name", A));

    assertThat(bench.apply(Values.NULL).diagnostics()).isEmpty();
    assertThat(bench.state).isEqualTo(Values.NULL);
  }

  @Test
  void aDeleteThatLeavesTheObjectIsAnError() {
    bench.apply(object("name", A));
    Value before = bench.state;
    resource.delete = (_, request) -> Outcome.of(request.prior(), request.privateState());

    assertThat(bench.apply(Values.NULL).diagnostics()).hasSize(1);
    assertThat(bench.state).isEqualTo(before);
  }

  @Test
  void aDeleteThatThrowsKeepsTheState() {
    bench.apply(object("name", A));
    Value before = bench.state;
    resource.delete =
        (_, _) -> {
          throw new StackOverflowError();
        };

    assertThat(bench.apply(Values.NULL).diagnostics()).hasSize(1);
    assertThat(bench.state).isEqualTo(before);
  }

  @Test
  void privateStateGoesFromPlanToApplyToReadToPlan() {
    List<String> seen = new ArrayList<>();
    resource.modifyPlan =
        (_, plan) -> {
          seen.add("plan " + plan.privateState().entries());
          plan.privateState(new PrivateState(Map.of("step", "\"planned\"")));
        };
    resource.create =
        (_, request) -> {
          seen.add("create " + request.privateState().entries());
          return Outcome.of(
              TestResource.assigned(request.plan()),
              request.privateState().with("step", "\"made\""));
        };
    resource.read =
        (_, request) -> {
          seen.add("read " + request.privateState().entries());
          return Outcome.of(request.state(), request.privateState().with("step", "\"read\""));
        };

    bench.apply(object("name", A));
    bench.refresh();
    bench.plan(object("name", B));

    assertThat(seen)
        .containsExactly(
            "plan {}", "create {step=\"planned\"}", "read {step=\"made\"}", "plan {step=\"read\"}");
  }

  @Test
  void aFailingEqualityDoesNotLoseTheObject() {
    var broken =
        new TestResource(
            Bench.schema(
                Attribute.required("name", Type.STRING, "Name.")
                    .equality((_, _) -> {
                      throw new IllegalStateException("broken");
                    })));
    broken.create = (_, _) -> Outcome.of(object("name", B), PrivateState.EMPTY);
    var own = new Bench(broken);

    assertThat(own.apply(object("name", A)).diagnostics()).hasSize(1);
    assertThat(own.state).isEqualTo(object("name", B));
  }
}
