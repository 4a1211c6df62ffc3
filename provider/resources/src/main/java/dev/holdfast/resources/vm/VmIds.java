package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.ClusterVm;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.TaskFailedException;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Finds an id for a new machine. Only the create call itself reserves one, so a lost race means
/// the next id.
public final class VmIds {

  private static final int ATTEMPTS = 50;

  private final ProxmoxAccess access;
  private final int first;

  VmIds(ProxmoxAccess access) {
    this(access, access.firstId());
  }

  /// @param first the lowest id to take where none is wanted
  public VmIds(ProxmoxAccess access, int first) {
    this.access = access;
    this.first = first;
  }

  /// Creates with the wanted id, or with the lowest one that turns out to be free.
  ///
  /// The id stays claimed by this process; the caller releases it when the work is over.
  public VmId reserve(Optional<VmId> wanted, Consumer<VmId> create) {
    return wanted.isPresent() ? exactly(wanted.get(), create) : lowest(create);
  }

  private VmId exactly(VmId id, Consumer<VmId> create) {
    boolean mine = access.claim(id);
    try {
      create.accept(id);
      return id;
    } catch (ProxmoxException e) {
      if (mine) {
        access.release(id);
      }
      if (taken(e)) {
        throw Failures.of(
            Path.of("vmid"),
            "VM id is taken",
            "The cluster already has a machine "
                + id
                + ". Use another vmid or leave it out; to manage the existing machine, import it: "
                + "import { to = proxmox_vm.NAME, id = \""
                + id
                + "\" }");
      }
      throw e;
    }
  }

  private VmId lowest(Consumer<VmId> create) {
    Set<VmId> used =
        access.client().view().vms().stream().map(ClusterVm::id).collect(Collectors.toSet());
    int number = first;
    for (int attempt = 0; number <= VmId.MAX; number++) {
      VmId id = new VmId(number);
      if (used.contains(id) || !access.claim(id)) {
        continue;
      }
      try {
        create.accept(id);
        return id;
      } catch (ProxmoxException e) {
        access.release(id);
        attempt++;
        if (!taken(e) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    throw Failures.of(
        Path.of("vmid"),
        "No VM id is free",
        "Every id from "
            + first
            + " to "
            + VmId.MAX
            + " is taken. Set vmid, or lower vmid_start of the provider.");
  }

  private static boolean taken(ProxmoxException e) {
    ProxmoxException.Code reason = e instanceof TaskFailedException task ? task.reason() : e.code();
    return reason == ProxmoxException.Code.ALREADY_EXISTS;
  }
}
