package dev.holdfast.resources.vm;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.ClusterVm;
import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.client.proxmox.VmUpdate;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Looks for the machine that an interrupted run of the same configuration left behind.
public final class VmAdoption {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ProxmoxAccess access;
  private final ProxmoxClient client;
  private final String type;
  private final Optional<String> name;
  private final Optional<VmId> source;
  private final VmMark mark;

  /// @param type the resource that looks, for the texts
  /// @param source what the machine is cloned from
  public VmAdoption(
      ProxmoxAccess access,
      String type,
      Optional<String> name,
      Optional<VmId> source,
      VmMark mark) {
    this.access = access;
    this.client = access.client();
    this.type = type;
    this.name = name;
    this.source = source;
    this.mark = mark;
  }

  /// The machine of an interrupted run of the same configuration, now claimed by this one.
  public Optional<ClusterVm> find() {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<ClusterVm> marked =
        client.view().vms().stream()
            .filter(vm -> nameless(vm) || vm.name().equals(name))
            .filter(vm -> !access.claimed(vm.id()))
            .filter(vm -> isMarked(vm, name.get()))
            .toList();
    if (marked.size() > 1) {
      throw Failures.of(
          Path.of("name"),
          "Several unfinished machines of this name",
          "Interrupted runs left the machines "
              + marked.stream().map(ClusterVm::id).toList()
              + ". Remove those that are not wanted, or import one: import { to = "
              + type
              + ".NAME, id = \""
              + marked.getFirst().id()
              + "\" }");
    }
    return marked.stream().findFirst().map(this::claim);
  }

  private static boolean nameless(ClusterVm vm) {
    return vm.name().filter(name -> !name.equals("VM " + vm.id())).isEmpty();
  }

  /// The configuration of a machine; one that this user's own task is just making is waited for,
  /// because it shows neither name nor mark before its disks are there.
  private VmConfig born(ClusterVm vm) {
    CallContext context = CallContext.current();
    while (true) {
      VmConfig config = client.vm(vm.node(), vm.id()).config();
      boolean unborn = config.lock().isPresent() && config.value("description").isEmpty();
      if (!unborn || context.expired(access.pacer()) || !beingMade(vm)) {
        return config;
      }
      access.pacer().sleep(context.atMost(PAUSE, access.pacer()), context.cancellation());
    }
  }

  /// A clone is a task of its source.
  private boolean beingMade(ClusterVm vm) {
    ClusterVm maker = source.flatMap(client.view()::find).orElse(vm);
    return !client.tasks().running(maker.node(), maker.id()).isEmpty();
  }

  /// The listing shows the name of a new machine only seconds later, so the configuration decides.
  private boolean isMarked(ClusterVm vm, String name) {
    try {
      VmConfig config = born(vm);
      return config.value("name").filter(name::equals).isPresent()
          && config.value("description").flatMap(VmMark::in).filter(mark::sameMachine).isPresent();
    } catch (ProxmoxException e) {
      if (e.is(ProxmoxException.Code.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  private ClusterVm claim(ClusterVm vm) {
    VmLive live = new VmReader(client).exact(vm.node(), vm.id());
    boolean busy =
        live.config().lock().isPresent() || !client.tasks().running(vm.node(), vm.id()).isEmpty();
    if (busy || !access.claim(vm.id())) {
      throw Failures.of(
          Path.of("name"),
          "Machine is still being created",
          "Machine "
              + vm.id()
              + " of this name is being created by another run. Wait for it; if that run is gone for good, import "
              + "the machine: import { to = "
              + type
              + ".NAME, id = \""
              + vm.id()
              + "\" }");
    }
    String text = mark.on(live.config().value("description").map(VmMark::off).orElse(""));
    VmUpdate update =
        new VmUpdate(
            Params.of("description", text), List.of(), Optional.of(live.config().digest()));
    client
        .tasks()
        .await(client.vm(vm.node(), vm.id()).update(update), "take over machine " + vm.id());
    return vm;
  }
}
