package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A machine as a node of a Kubernetes cluster.
public final class NodeResource
    implements Resource<Clients>, PlanModifying<Clients>, Importable<Clients> {
  private static final String PENDING = "pending";
  private static final Value NOTHING = NodeResults.texts(List.of());

  private final Nodes nodes;
  private final Departures departures = new Departures();

  public NodeResource() {
    this(new BootstrapNodes());
  }

  NodeResource(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public String typeName() {
    return "k8s_node";
  }

  @Override
  public Schema schema() {
    return NodeTable.SCHEMA;
  }

  @Override
  public void modifyPlan(Call<Clients> call, ResourcePlan plan) {
    if (plan.planned() instanceof Value.Obj planned) {
      NodeChecks.run(planned, call.diagnostics());
      plan.plan(
          plan.context().operation() == Operation.CREATE
              ? planned.with(PENDING, NOTHING)
              : changed(call, plan, planned));
    }
  }

  private static Value.Obj changed(Call<Clients> call, ResourcePlan plan, Value.Obj planned) {
    Value prior = plan.context().prior();
    NodeChanges changes = NodeChanges.of(prior, planned);
    boolean allowed = Values.bool(planned.get("allow_replace")).orElse(false);
    for (Path path : changes.replaced()) {
      if (allowed) {
        plan.requireReplace(path);
      } else {
        call.diagnostics()
            .error(
                path,
                "Node would be replaced",
                "Another %s is another node: this one would leave the cluster first. Put the old value back, or set allow_replace = true."
                    .formatted(path));
      }
    }
    if (!allowed || changes.replaced().isEmpty()) {
      changes.problems().forEach(call.diagnostics()::add);
    }
    return foretold(prior, planned, changes.work());
  }

  /// What the machine will tell after the work.
  private static Value.Obj foretold(Value prior, Value.Obj planned, boolean work) {
    boolean mending = !Values.attribute(prior, PENDING).parts().isEmpty();
    if (!work && !mending) {
      return planned;
    }
    Value.Obj told = planned.with(PENDING, NOTHING);
    boolean known = Value.of(true).equals(Values.attribute(prior, "reachable"));
    for (String name : NodeResults.TOLD) {
      boolean open = name.equals("ready") && !Value.of(true).equals(told.get(name));
      if (mending || !known || open || told.get(name).isNull()) {
        told = told.with(name, Values.UNKNOWN);
      }
    }
    return told;
  }

  /// A failed create returns no state: Terraform would replace what there is. The next one goes on
  /// where it ended.
  @Override
  public Outcome create(Call<Clients> call, Create request) {
    var inputs = new NodeInputs(request.plan());
    return attempt(
            call,
            () -> {
              NodeState state =
                  nodes.apply(
                      "create node " + inputs.name(),
                      inputs.spec(call.data().ssh(), true),
                      Bounds.of(call, Timeouts.Call.CREATE, request.plan()));
              Value.Obj made = NodeResults.made(request.plan(), state);
              departures.arrived(new NodeInputs(made));
              return Outcome.of(made, request.privateState());
            })
        .orElse(Outcome.GONE);
  }

  /// A machine that does not answer stays in the state, and so does one whose cluster cannot be
  /// asked: otherwise nothing could be destroyed any more when something is broken.
  @Override
  public Outcome read(Call<Clients> call, Read request) {
    Outcome unchanged = Outcome.of(request.state(), request.privateState());
    if (!call.data().ssh().known()) {
      return unchanged;
    }
    var inputs = new NodeInputs(request.state());
    try {
      NodeState state =
          nodes.read(
              inputs.spec(call.data().ssh(), false),
              Bounds.of(call, Timeouts.Call.READ, request.state()));
      if (!state.reachable()) {
        call.diagnostics()
            .warning(
                "Node is not reachable",
                inputs.name()
                    + " does not answer. It is kept as it was; changes wait until it answers, and destroying it "
                    + "follows on_destroy.on_unreachable.");
      }
      return state.reachable() && !state.joined() && state.node().isEmpty()
          ? Outcome.GONE
          : Outcome.of(NodeResults.seen(request.state(), state), request.privateState());
    } catch (StepFailure e) {
      call.diagnostics()
          .warning(
              "Node could not be looked at",
              "%s is kept as it was. %s".formatted(inputs.name(), e.diagnostic().detail()));
      return unchanged;
    }
  }

  /// After a failure the state stays as it was, so that the next plan shows what is left to do.
  @Override
  public Outcome update(Call<Clients> call, Update request) {
    if (!NodeChanges.of(request.prior(), request.plan()).work()
        && request.prior().get(PENDING).parts().isEmpty()) {
      return Outcome.of(request.plan(), request.privateState());
    }
    var inputs = new NodeInputs(request.plan());
    return attempt(
            call,
            () ->
                Outcome.of(
                    NodeResults.made(
                        request.plan(),
                        nodes.apply(
                            "change node " + inputs.name(),
                            inputs.spec(call.data().ssh(), true),
                            Bounds.of(call, Timeouts.Call.UPDATE, request.plan()))),
                    request.privateState()))
        .orElseGet(() -> Outcome.of(request.prior(), request.privateState()));
  }

  @Override
  public Outcome delete(Call<Clients> call, Delete request) {
    var inputs = new NodeInputs(request.prior());
    return attempt(
            call,
            () -> {
              departures.run(
                  inputs,
                  () ->
                      nodes.remove(
                          inputs.spec(call.data().ssh(), false),
                          inputs.removal(departures.othersGone(inputs)),
                          Bounds.of(call, Timeouts.Call.DELETE, request.prior())));
              return Outcome.GONE;
            })
        .orElseGet(() -> Outcome.of(request.prior(), request.privateState()));
  }

  private static <T> Optional<T> attempt(Call<Clients> call, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (StepFailure e) {
      call.diagnostics().add(e.diagnostic());
      return Optional.empty();
    }
  }

  /// An id says neither where the machine is nor what its key is, so there would be nothing to read
  /// it by.
  @Override
  public List<Imported> importState(Call<Clients> call, Target target) {
    call.diagnostics()
        .error(
            "Nodes are not imported",
            "Write the resource and apply it: a machine that is a node of its cluster already is taken over as it is, "
                + "and only what differs is changed (terraform plan shows a create; holdfast node plan shows what "
                + "would be done).");
    return List.of();
  }
}
