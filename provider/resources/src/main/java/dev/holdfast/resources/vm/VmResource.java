package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A virtual machine of a Proxmox VE cluster.
public final class VmResource
    implements Resource<Clients>, PlanModifying<Clients>, Importable<Clients>, Identified {

  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

  private static final ClusterWork WORK = new ClusterWork(VmTable.TABLE);

  @Override
  public String typeName() {
    return "proxmox_vm";
  }

  @Override
  public Schema schema() {
    return VmTable.SCHEMA;
  }

  @Override
  public IdentitySchema identitySchema() {
    return new IdentitySchema(
        0,
        List.of(new IdentityAttribute("vmid", Type.NUMBER, true, "VM id, unique in the cluster.")));
  }

  @Override
  public void modifyPlan(Call<Clients> call, ResourcePlan plan) {
    VmChecks.run(plan.context(), call.diagnostics());
    // What only the server can tell waits for settings that are not known yet.
    if (!(call.data().proxmox() instanceof Section.NotYetKnown)) {
      WORK.run(
          call,
          "plan a machine",
          READ_TIMEOUT,
          access -> {
            VmServerChecks.run(plan.context(), access, call.diagnostics());
            return true;
          });
    }
  }

  @Override
  public Outcome create(Call<Clients> call, Create request) {
    Value.Obj plan = request.plan();
    String name = VmValues.text(plan, "name").orElse("(without a name)");
    Optional<String> password = VmPassword.change(VmState.blank(), request.config());
    return WORK.run(
            call,
            "create machine " + name,
            VmTimeouts.TIMEOUTS.of(Timeouts.Call.CREATE, plan),
            access -> new VmCreate(access, plan, password, call.diagnostics()).create())
        .map(live -> outcome(live, plan, request.privateState()))
        .orElse(Outcome.GONE);
  }

  @Override
  public Outcome read(Call<Clients> call, Read request) {
    Value.Obj state = request.state();
    VmId id = id(state);
    Optional<Optional<VmLive>> found =
        WORK.run(
            call,
            "read machine " + id,
            READ_TIMEOUT,
            access -> new VmReader(access.client()).refresh(id, node(state)));
    if (found.isEmpty()) {
      return Outcome.of(state, request.privateState());
    }
    Optional<VmLive> live =
        found.get().filter(vm -> VmIdentity.matches(request.privateState(), vm.config()));
    Selection selection = request.imported() ? Selection.ALL : Selection.MANAGED;
    return live.map(vm ->
            identified(
                Outcome.of(
                    VmState.of(vm, state, selection),
                    VmIdentity.store(request.privateState(), vm.config())),
                vm.id()))
        .orElse(Outcome.GONE);
  }

  @Override
  public Outcome update(Call<Clients> call, Update request) {
    Value.Obj plan = request.plan();
    VmId id = id(request.prior());
    Optional<String> password = VmPassword.change(request.prior(), request.config());
    Optional<VmLive> changed =
        WORK.run(
            call,
            "change machine " + id,
            VmTimeouts.TIMEOUTS.of(Timeouts.Call.UPDATE, plan),
            access -> {
              var converge = new VmConverge(access, call.diagnostics());
              VmLive live = converge.settled(here(access, request.prior(), id), id);
              VmIdentity.demand(request.privateState(), live);
              return converge.converge(live, request.prior(), plan, password, request.before());
            });
    changed.ifPresent(live -> warnPending(call, live));
    return changed
        .map(live -> outcome(live, plan, request.privateState()))
        .orElseGet(() -> truth(call, request));
  }

  @Override
  public Outcome delete(Call<Clients> call, Delete request) {
    Value.Obj prior = request.prior();
    VmId id = id(prior);
    Optional<Boolean> removed =
        WORK.run(
            call,
            "remove machine " + id,
            VmTimeouts.TIMEOUTS.of(Timeouts.Call.DELETE, prior),
            access -> {
              new VmRemoval(access, call.diagnostics()).remove(id, prior, request.privateState());
              return true;
            });
    return removed.isPresent() ? Outcome.GONE : Outcome.of(prior, request.privateState());
  }

  @Override
  public List<Imported> importState(Call<Clients> call, Target target) {
    return VmImport.parse(target, call.diagnostics())
        .map(wanted ->
            new Imported(
                typeName(),
                wanted.on(VmState.blank()),
                PrivateState.EMPTY,
                Optional.of(identity(wanted.id()))))
        .stream()
        .toList();
  }

  /// After a failed change: what is true now, or the prior state when that cannot be read either.
  ///
  /// Read even when the run was interrupted: that is when the state is most likely to be wrong.
  private Outcome truth(Call<Clients> call, Update request) {
    return WORK.runToEnd(
            call,
            "read machine " + id(request.prior()) + " after the failed change",
            READ_TIMEOUT,
            access ->
                new VmReader(access.client()).refresh(id(request.prior()), node(request.prior())))
        .flatMap(live -> live)
        .filter(live -> VmIdentity.matches(request.privateState(), live.config()))
        .map(live -> outcome(live, request.prior(), request.privateState()))
        .orElseGet(() -> Outcome.of(request.prior(), request.privateState()));
  }

  private static Outcome outcome(VmLive live, Value.Obj basis, PrivateState privateState) {
    return identified(
        Outcome.of(
            VmState.of(live, basis, Selection.MANAGED),
            VmIdentity.store(privateState, live.config())),
        live.id());
  }

  private static Outcome identified(Outcome outcome, VmId id) {
    return outcome.identified(identity(id));
  }

  private static Value.Obj identity(VmId id) {
    return new Value.Obj(Map.of("vmid", Value.of(id.number())));
  }

  private static void warnPending(Call<Clients> call, VmLive live) {
    if (!live.pending().isEmpty()) {
      call.diagnostics()
          .warning(
              Path.of("pending_changes"),
              "Changes wait for a restart",
              "Machine "
                  + live.id()
                  + " runs on with the old values of "
                  + live.pending().stream().sorted().toList()
                  + " until it is restarted. Set reboot_policy = \"if_needed\" to have that done.");
    }
  }

  private static NodeName here(ProxmoxAccess access, Value.Obj state, VmId id) {
    return new VmReader(access.client())
        .node(id)
        .or(() -> node(state))
        .orElseThrow(() ->
            Failures.of(Path.ROOT, "Machine is gone", "Machine " + id + " is not in the cluster."));
  }

  private static Optional<NodeName> node(Value.Obj state) {
    return VmValues.text(state, "node").map(NodeName::new);
  }

  private static VmId id(Value.Obj state) {
    return new VmId(Values.number(state.get("vmid")).orElseThrow().intValueExact());
  }
}
