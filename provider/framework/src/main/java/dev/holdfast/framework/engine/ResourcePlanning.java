package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;

/// Answers `PlanResourceChange`.
///
/// Terraform plans a replacement twice: as a change, then with a null prior state and the private
/// bytes of the first plan. It plans once more with the final configuration before it applies.
final class ResourcePlanning<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  ResourcePlanning(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.PlanAnswer plan(Rpc.Plan request) {
    return calls.run(
        "PlanResourceChange",
        request.typeName(),
        exchange -> plan(exchange, request),
        diagnostics ->
            new Rpc.PlanAnswer(
                DynamicValue.NONE,
                List.of(),
                Bytes.EMPTY,
                DynamicValue.NONE,
                Optional.empty(),
                diagnostics));
  }

  private Rpc.PlanAnswer plan(Exchange<D> exchange, Rpc.Plan request) {
    Resource<D> resource = catalog.resource(request.typeName());
    Shape shape = catalog.shape(resource);
    Value prior = Wire.read(shape.type(), request.prior(), "prior state");
    Value config = Wire.read(shape.type(), request.config(), "configuration");
    Value proposed = Wire.read(shape.type(), request.proposed(), "proposed state");
    exchange.secrets().learn(shape.body(), prior);
    exchange.secrets().learn(shape.body(), config);
    Envelope kept = Envelope.decode(request.privateState());
    ManagedPaths before = prior.isNull() ? ManagedPaths.NONE : kept.managed();
    var context = new PlanContext(operation(prior, proposed), prior, config, before);

    WholePlan plan = attributes(exchange, shape, context, proposed, request, kept);
    exchange
        .deferral(request.client())
        .ifPresentOrElse(plan::defer, () -> modify(exchange, resource, plan, request));
    Value planned = checked(exchange, shape, plan);
    if (kept.mark() != ImportMark.NONE) {
      Releases.tell(shape, plan, planned, exchange.diagnostics());
    }
    return new Rpc.PlanAnswer(
        Wire.write(shape.type(), planned),
        plan.requiresReplace(),
        privateBytes(shape, plan, kept),
        prior.isNull() ? DynamicValue.NONE : request.identity(),
        plan.deferred(),
        exchange.diagnostics().all());
  }

  private static Operation operation(Value prior, Value proposed) {
    if (proposed.isNull()) {
      return Operation.DELETE;
    }
    return prior.isNull() ? Operation.CREATE : Operation.UPDATE;
  }

  private static WholePlan attributes(
      Exchange<?> exchange,
      Shape shape,
      PlanContext context,
      Value proposed,
      Rpc.Plan request,
      Envelope kept) {
    var planner = new AttributePlanner(shape.body(), context, exchange.diagnostics());
    Value planned = proposed.isNull() ? Values.NULL : planner.plan(proposed);
    PrivateState entries = context.prior().isNull() ? PrivateState.EMPTY : kept.entries();
    return new WholePlan(
        context, exchange.diagnostics(), request.client(), planned, planner.replaced(), entries);
  }

  private static <D> void modify(
      Exchange<D> exchange, Resource<D> resource, WholePlan plan, Rpc.Plan request) {
    Call<D> call = exchange.call(request.client());
    if (resource instanceof PlanModifying<?>) {
      @SuppressWarnings("unchecked") // a Resource<D> modifies the plans of its own provider
      var modifying = (PlanModifying<D>) resource;
      exchange.attempt(() -> modifying.modifyPlan(call, plan));
    }
  }

  /// The planned object as it may be sent: conforming, without write-only values and by the rules
  /// that Terraform would enforce.
  private static Value checked(Exchange<?> exchange, Shape shape, WholePlan plan) {
    Value stripped = AttributePlanner.withoutWriteOnly(shape.body(), plan.planned());
    Conformance.Fitted conforming = Conform.planned(shape, stripped);
    Checks.misfits(conforming, "plan", exchange.diagnostics());
    if (!exchange.diagnostics().hasErrors() && plan.deferred().isEmpty()) {
      Checks.plan(shape, plan, conforming.value(), exchange.diagnostics());
    }
    return conforming.value();
  }

  private static Bytes privateBytes(Shape shape, WholePlan plan, Envelope kept) {
    PlanContext context = plan.context();
    if (plan.planned().isNull()) {
      return Envelope.ofState(context.managed(), plan.privateState());
    }
    ManagedPaths managed = Management.of(shape.body(), context.config());
    return Envelope.ofPlan(
        managed, plan.privateState(), context.prior().isNull() ? kept.earlier() : kept.kept());
  }
}
