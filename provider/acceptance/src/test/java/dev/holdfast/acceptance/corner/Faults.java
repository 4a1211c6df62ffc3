package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `corner_fault`: misbehaves in the way that `fault` names.
record Faults() implements Stored, PlanModifying<CornerData> {

  private static final Schema SCHEMA =
      Schema.of(
          "Misbehaves.",
          Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE),
          Attribute.optional("fault", Type.STRING, "How to misbehave."),
          Attribute.optional("value", Type.STRING, "Something to change."),
          Attribute.optional("other", Type.STRING, "Something else to change."));

  @Override
  public String typeName() {
    return "corner_fault";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  private static boolean has(Value object, String fault) {
    return Values.string(Values.attribute(object, "fault")).filter(fault::equals).isPresent();
  }

  @Override
  public void modifyPlan(Call<CornerData> call, ResourcePlan plan) {
    if (has(plan.planned(), "throw in plan")) {
      throw new IllegalStateException("The plan went wrong");
    }
    if (has(plan.planned(), "defer")) {
      plan.defer(Deferral.ABSENT_PREREQ);
    }
    if (plan.context().config().isNull() && has(plan.context().prior(), "warn on destroy")) {
      call.diagnostics().warning("It will be missed", "Destroying it cannot be undone.");
    }
  }

  @Override
  public Outcome create(Call<CornerData> call, Create request) {
    Value.Obj plan = request.plan();
    if (has(plan, "fail create")) {
      call.diagnostics().error("Unable to create it", "The server said no.");
      return Outcome.GONE;
    }
    if (has(plan, "throw in create")) {
      throw new IllegalStateException("The create went wrong");
    }
    Outcome outcome = Stored.super.create(call, request);
    if (has(plan, "fail after create")) {
      call.diagnostics().error("Unable to finish it", "The server stopped half-way.");
    }
    if (has(plan, "meet")) {
      meet(call.data().world().meeting());
    }
    if (has(plan, "wait")) {
      awaitCancellation(call);
    }
    return has(plan, "wrong result") ? wrong(call, outcome) : outcome;
  }

  /// The server made something else than it was told.
  private static Outcome wrong(Call<CornerData> call, Outcome outcome) {
    Value.Obj object = outcome.state().orElseThrow().with("value", Value.of("what it really is"));
    call.data().world().put(Stored.id(object), object);
    return Outcome.of(object, outcome.privateState());
  }

  private static void meet(CountDownLatch meeting) {
    meeting.countDown();
    await(meeting, "the others");
  }

  private static void awaitCancellation(Call<CornerData> call) {
    var cancelled = new CountDownLatch(1);
    try (var _ = call.cancellation().onCancel(cancelled::countDown)) {
      call.data().world().waiting().countDown();
      await(cancelled, "the interrupt");
    }
  }

  private static void await(CountDownLatch latch, String what) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Waited in vain for " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + what, e);
    }
  }

  @Override
  public Outcome read(Call<CornerData> call, Read request) {
    if (has(request.state(), "throw in read")) {
      throw new IllegalStateException("The read went wrong");
    }
    return Stored.super.read(call, request);
  }

  /// A failing update carries out its first half.
  @Override
  public Outcome update(Call<CornerData> call, Update request) {
    if (has(request.plan(), "fail update")) {
      Value.Obj half = request.prior().with("value", request.plan().get("value"));
      call.data().world().put(Stored.id(half), half);
      call.diagnostics().error(Path.of("other"), "Unable to change it", "The server said no.");
      return Outcome.of(half, request.privateState());
    }
    return Stored.super.update(call, request);
  }

  @Override
  public Outcome delete(Call<CornerData> call, Delete request) {
    if (has(request.prior(), "fail delete")) {
      call.diagnostics().error("Unable to delete it", "The server said no.");
      return Outcome.of(request.prior(), request.privateState());
    }
    return Stored.super.delete(call, request);
  }
}
