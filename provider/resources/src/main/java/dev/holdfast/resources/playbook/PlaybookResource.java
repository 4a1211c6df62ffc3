package dev.holdfast.resources.playbook;

import dev.holdfast.engine.session.Outcome.End;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A playbook or role that runs when what it is made of changes.
public final class PlaybookResource implements Resource<Clients>, PlanModifying<Clients> {
  private static final String HASH = "hash";
  private static final String FACTS = "facts";
  private static final String STATS = "stats";

  @Override
  public String typeName() {
    return "holdfast_playbook";
  }

  @Override
  public Schema schema() {
    return PlaybookTable.SCHEMA;
  }

  @Override
  public void modifyPlan(Call<Clients> call, ResourcePlan plan) {
    if (plan.planned() instanceof Value.Obj planned) {
      guarded(
          call,
          () -> {
            plan.plan(decided(call, plan, planned));
            return true;
          });
    }
  }

  /// The plan with the new sum; results of a run that comes are not known yet.
  private static Value.Obj decided(Call<Clients> call, ResourcePlan plan, Value.Obj planned) {
    var inputs = new PlaybookInputs(planned);
    if (!PlaybookInputs.known(planned)) {
      tellUnseen(call, inputs, "some of what it needs is known only after the apply");
      return awaited(planned, Values.UNKNOWN);
    }
    inputs.check();
    if (!inputs.complete()) {
      tellUnseen(call, inputs, "its inventory does not exist yet");
      return awaited(planned, Values.UNKNOWN);
    }
    Value sum = Value.of(inputs.sum());
    if (sum.equals(Values.attribute(plan.context().prior(), HASH))) {
      return planned;
    }
    if (call.data().ssh().known()) {
      preview(call, inputs, Values.attribute(plan.context().config(), "extra_vars_wo"));
    } else {
      tellUnseen(call, inputs, "the provider's ssh block is known only after the apply");
    }
    return awaited(planned, sum);
  }

  private static Value.Obj awaited(Value.Obj planned, Value sum) {
    return planned.with(HASH, sum).with(FACTS, Values.UNKNOWN).with(STATS, Values.UNKNOWN);
  }

  private static void tellUnseen(Call<Clients> call, PlaybookInputs inputs, String why) {
    if (inputs.flag("preview")) {
      call.diagnostics()
          .warning(
              Path.of("preview"),
              "No preview of " + inputs.thing(),
              "It will run; what it would change is not known, since " + why + ".");
    }
  }

  private static void preview(Call<Clients> call, PlaybookInputs inputs, Value secrets) {
    var run = new PlaybookRun(inputs, call.data().ssh());
    run.members();
    if (inputs.flag("preview")) {
      PlaybookRun.Ended ended = run.run(secrets, true, bounds(call, Timeouts.Call.READ, inputs));
      call.diagnostics()
          .warning(
              Path.of("preview"),
              "Preview of " + inputs.thing(),
              new Hidden(secrets).out(PlaybookWords.preview(ended)));
    }
  }

  private static PlaybookRun.Bounds bounds(
      Call<Clients> call, Timeouts.Call kind, PlaybookInputs inputs) {
    return new PlaybookRun.Bounds(
        call.cancellation(), PlaybookTable.TIMEOUTS.of(kind, inputs.object()));
  }

  @Override
  public Outcome create(Call<Clients> call, Create request) {
    return run(call, request.plan(), request.config(), Timeouts.Call.CREATE)
        .map(state -> Outcome.of(state, request.privateState()))
        .orElse(Outcome.GONE);
  }

  /// What a playbook did is not asked for again.
  @Override
  public Outcome read(Call<Clients> call, Read request) {
    return Outcome.of(request.state(), request.privateState());
  }

  /// After a failure the state stays as it was, so that the next plan runs it again.
  @Override
  public Outcome update(Call<Clients> call, Update request) {
    boolean same = request.plan().get(HASH).equals(request.prior().get(HASH));
    Optional<Value.Obj> state =
        same
            ? Optional.of(request.plan())
            : run(call, request.plan(), request.config(), Timeouts.Call.UPDATE);
    return Outcome.of(state.orElse(request.prior()), request.privateState());
  }

  private static Optional<Value.Obj> run(
      Call<Clients> call, Value.Obj plan, Value.Obj config, Timeouts.Call kind) {
    var inputs = new PlaybookInputs(plan);
    return guarded(
        call,
        () -> {
          inputs.check();
          String sum = inputs.sum();
          Optional<String> planned = Values.string(plan.get(HASH));
          if (planned.filter(hash -> !hash.equals(sum)).isPresent()) {
            throw StepFailure.of(
                Path.ROOT,
                "Project changed since the plan",
                "Files of "
                    + inputs.project()
                    + " are not what they were when this was planned. Plan again.");
          }
          Value secrets = config.get("extra_vars_wo");
          PlaybookRun.Bounds bounds = bounds(call, kind, inputs);
          PlaybookRun.Ended ended =
              new PlaybookRun(inputs, call.data().ssh()).run(secrets, false, bounds);
          demand(ended, "run " + inputs.thing(), bounds.timeout(), new Hidden(secrets));
          return PlaybookResults.in(plan.with(HASH, Value.of(sum)), ended.outcome());
        });
  }

  private static void demand(
      PlaybookRun.Ended ended, String doing, Duration timeout, Hidden hidden) {
    if (ended.outcome().end() != End.OK) {
      throw StepFailure.of(
          Path.ROOT, "Unable to " + doing, hidden.out(PlaybookWords.detail(ended, timeout)));
    }
  }

  @Override
  public Outcome delete(Call<Clients> call, Delete request) {
    var inputs = new PlaybookInputs(request.prior());
    Optional<String> playbook = inputs.text("on_destroy");
    if (playbook.isEmpty()) {
      return Outcome.GONE;
    }
    Optional<Boolean> done =
        guarded(
            call,
            () -> {
              PlaybookRun.Bounds bounds = bounds(call, Timeouts.Call.DELETE, inputs);
              PlaybookRun.Ended ended =
                  new PlaybookRun(inputs, call.data().ssh()).runOther(playbook.get(), bounds);
              demand(
                  ended,
                  "run " + playbook.get() + " before destroying",
                  bounds.timeout(),
                  new Hidden(Values.NULL));
              return true;
            });
    return done.isPresent() ? Outcome.GONE : Outcome.of(request.prior(), request.privateState());
  }

  private static <T> Optional<T> guarded(Call<Clients> call, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (StepFailure e) {
      call.diagnostics().add(e.diagnostic());
      return Optional.empty();
    }
  }
}
