package dev.holdfast.resources.vm;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Finding;
import dev.holdfast.client.proxmox.ClusterVm;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.NodeSummary;
import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.StoppedException;
import dev.holdfast.client.proxmox.Upid;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.client.proxmox.VmUpdate;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.tree.Trees;
import dev.holdfast.resources.work.StepFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Makes a machine, or takes over the one that an interrupted run began.
final class VmCreate {

  private static final Logger LOG = Logger.getLogger(VmCreate.class.getName());

  private final ProxmoxAccess access;
  private final ProxmoxClient client;
  private final VmConverge converge;
  private final Value.Obj planned;
  private final Optional<String> password;
  private final VmMark mark;
  private final Diagnostics diagnostics;

  /// The machine that a create call of ours may leave behind; only the thread of this create uses
  /// it.
  private Optional<Made> begun = Optional.empty();

  VmCreate(
      ProxmoxAccess access, Value.Obj planned, Optional<String> password, Diagnostics diagnostics) {
    this.access = access;
    this.client = access.client();
    this.converge = new VmConverge(access, diagnostics);
    this.planned = planned;
    this.password = password;
    this.mark = VmMark.of(access.owner(), facts());
    this.diagnostics = diagnostics;
  }

  /// A machine and the node it was made on.
  ///
  /// @param task the work that makes it, where the answer of the create call came
  private record Made(NodeName node, VmId id, boolean adopted, Optional<Upid> task) {}

  /// @return the finished machine
  VmLive create() {
    begun =
        new VmAdoption(access, "proxmox_vm", VmValues.text(planned, "name"), clonedFrom(), mark)
            .find()
            .map(vm -> new Made(vm.node(), vm.id(), true, Optional.empty()));
    try {
      return finish(begun.orElseGet(this::made));
    } catch (ProxmoxException | StepFailure e) {
      begun.filter(made -> !made.adopted()).ifPresent(made -> cleanUp(made, e));
      throw e;
    } finally {
      begun.ifPresent(made -> access.release(made.id()));
    }
  }

  private VmLive finish(Made made) {
    VmLive live = converge.settled(made.node(), made.id());
    Value.Obj prior = VmState.of(live, withoutPassword(planned), Selection.MANAGED);
    return unmark(made, converge.converge(live, prior, planned, left(made), ManagedPaths.NONE));
  }

  /// The password where no call has set it yet: the one that makes an empty machine does.
  private Optional<String> left(Made made) {
    return made.adopted() || isClone() ? password : Optional.empty();
  }

  private Optional<VmId> clonedFrom() {
    return Values.object(planned.get("clone")).map(VmCreate::source);
  }

  private boolean isClone() {
    return !planned.get("clone").isNull();
  }

  /// Takes the mark off: from here on the machine is an ordinary one.
  private VmLive unmark(Made made, VmLive live) {
    String text = live.config().value("description").map(VmMark::off).orElse("");
    VmUpdate update =
        text.isEmpty()
            ? new VmUpdate(Params.none(), List.of("description"), digest(live))
            : new VmUpdate(Params.of("description", text), List.of(), digest(live));
    client.resolve(
        () -> {
          client
              .tasks()
              .await(
                  client.vm(made.node(), made.id()).update(update), "finish machine " + made.id());
          return true;
        },
        () -> unmarked(made) ? new Finding.Done<>(true) : new Finding.NotDone<>());
    return new VmReader(client).exact(made.node(), made.id());
  }

  private boolean unmarked(Made made) {
    return client
        .vm(made.node(), made.id())
        .config()
        .value("description")
        .flatMap(VmMark::in)
        .isEmpty();
  }

  private static Optional<String> digest(VmLive live) {
    return Optional.of(live.config().digest());
  }

  private Made made() {
    NodeName node = node();
    Optional<VmId> wanted =
        Values.number(planned.get("vmid")).map(number -> new VmId(number.intValueExact()));
    VmId id = new VmIds(access).reserve(wanted, candidate -> make(node, candidate));
    return new Made(target().orElse(node), id, false, Optional.empty());
  }

  private void make(NodeName node, VmId id) {
    String purpose = "create machine " + id;
    Optional<Upid> task =
        client.resolve(() -> Optional.of(send(node, id)), () -> trace(target().orElse(node), id));
    begun = Optional.of(new Made(target().orElse(node), id, false, task));
    task.ifPresent(upid -> client.tasks().await(upid, purpose));
  }

  private Upid send(NodeName node, VmId id) {
    Optional<Value.Obj> clone = Values.object(planned.get("clone"));
    return clone.isPresent()
        ? client.vm(node, source(clone.get())).cloneTo(id, cloneParameters(clone.get()))
        : client.node(node).qemu().create(id, createParameters());
  }

  /// Whether a create whose answer was lost has left a machine with our mark.
  private Finding<Optional<Upid>> trace(NodeName node, VmId id) {
    try {
      Optional<VmMark> found =
          client.vm(node, id).config().value("description").flatMap(VmMark::in);
      return found.filter(mark::equals).isPresent()
          ? new Finding.Done<>(Optional.empty())
          : new Finding.NotDone<>();
    } catch (ProxmoxException e) {
      return e.is(ProxmoxException.Code.NOT_FOUND)
          ? new Finding.NotDone<>()
          : new Finding.Unclear<>(String.valueOf(e.getMessage()));
    }
  }

  private Params createParameters() {
    Params params = Params.none();
    for (Map.Entry<String, String> entry : VmPlan.createParameters(planned, password).entrySet()) {
      params = params.with(entry.getKey(), entry.getValue());
    }
    return params
        .with("pool", VmValues.text(planned, "pool"))
        .with("description", mark.on(VmValues.text(planned, "description").orElse("")));
  }

  private Params cloneParameters(Value.Obj clone) {
    Params params =
        Params.of("description", mark.on(VmValues.text(planned, "description").orElse("")))
            .with("name", VmValues.text(planned, "name"))
            .with("pool", VmValues.text(planned, "pool"))
            .with("storage", VmValues.text(clone, "storage"))
            .with("format", VmValues.text(clone, "format"))
            .with("snapname", VmValues.text(clone, "snapshot"))
            .with("target", target().map(NodeName::text));
    Optional<Boolean> full = Values.bool(clone.get("full"));
    Params sized = full.isPresent() ? params.with("full", full.get()) : params;
    return Values.number(clone.get("bandwidth_limit"))
        .map(limit -> sized.with("bwlimit", limit.longValue()))
        .orElse(sized);
  }

  /// The node that the create call goes to: for a clone the source's.
  private NodeName node() {
    Optional<Value.Obj> clone = Values.object(planned.get("clone"));
    if (clone.isPresent()) {
      return sourceNode(source(clone.get()));
    }
    return Values.string(planned.get("node")).map(NodeName::new).orElseGet(this::emptiest);
  }

  /// The node a clone is to end up on, where that is not the source's.
  private Optional<NodeName> target() {
    Optional<Value.Obj> clone = Values.object(planned.get("clone"));
    return clone.isEmpty()
        ? Optional.empty()
        : Values.string(planned.get("node"))
            .map(NodeName::new)
            .filter(node -> !node.equals(sourceNode(source(clone.get()))));
  }

  private NodeName sourceNode(VmId source) {
    return client
        .view()
        .find(source)
        .map(ClusterVm::node)
        .orElseThrow(() ->
            Failures.of(
                Path.of("clone", "vmid"),
                "Source of the clone is missing",
                "clone.vmid says "
                    + source
                    + ", but the cluster has no such machine, or the provider's user may not see it "
                    + "(VM.Audit)."));
  }

  private NodeName emptiest() {
    List<ClusterVm> machines = client.view().vms();
    return client.nodes().list().stream()
        .filter(NodeSummary::online)
        .map(NodeSummary::name)
        .min(
            Comparator.<NodeName>comparingLong(
                    node -> machines.stream().filter(vm -> vm.node().equals(node)).count())
                .thenComparing(NodeName::text))
        .orElseThrow(() ->
            Failures.of(
                Path.of("node"),
                "No node is online",
                "Set node to say where to create the machine."));
  }

  private static VmId source(Value.Obj clone) {
    return new VmId(Values.number(clone.get("vmid")).orElseThrow().intValueExact());
  }

  /// What a second run of the same configuration knows again.
  private String facts() {
    return "clone="
        + Trees.at(planned, Path.of("clone", "vmid"))
        + " vmid="
        + Values.number(planned.get("vmid"));
  }

  private static Value.Obj withoutPassword(Value.Obj object) {
    return Values.object(object.get("cloud_init"))
        .map(group -> object.with("cloud_init", group.with("password", Values.NULL)))
        .orElse(object);
  }

  private void cleanUp(Made made, RuntimeException cause) {
    if (VmValues.flag(planned, "keep_on_failure")) {
      diagnostics.warning(
          "Machine is kept",
          "Machine "
              + made.id()
              + " on "
              + made.node()
              + " is kept as keep_on_failure says. It is not in the state.");
      return;
    }
    CallContext.unbounded()
        .run(() -> {
          made.task().filter(_ -> cause instanceof StoppedException).ifPresent(this::cancel);
          new VmRemoval(access, diagnostics).undo(made.node(), made.id(), mark);
        });
  }

  /// Nobody waits for the work any more: the server ends it and takes its half-made machine away.
  private void cancel(Upid task) {
    try {
      client.tasks().cancel(task);
    } catch (ProxmoxException e) {
      LOG.log(Level.INFO, () -> task + " cannot be cancelled: " + e.getMessage());
    }
  }
}
