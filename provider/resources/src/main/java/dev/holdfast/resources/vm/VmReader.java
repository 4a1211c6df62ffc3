package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.ClusterVm;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.PendingChange;
import dev.holdfast.client.proxmox.PowerState;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.VmApi;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads machines: cheaply for a refresh, exactly for a change.
public final class VmReader {

  private final ProxmoxClient client;

  public VmReader(ProxmoxClient client) {
    this.client = client;
  }

  /// The machine as a refresh sees it: one request of its own, the rest from listings that all
  /// machines share.
  ///
  /// @param last the node it was on, asked when the listing does not show the machine: without the
  ///   privilege to see it a machine must not look gone
  /// @return empty when it is gone
  public Optional<VmLive> refresh(VmId id, Optional<NodeName> last) {
    Optional<ClusterVm> listed = client.view().find(id);
    if (listed.isEmpty()) {
      return last.flatMap(node -> unlisted(node, id));
    }
    NodeName node = listed.get().node();
    try {
      List<PendingChange> options = client.vm(node, id).pending();
      boolean running =
          Optional.ofNullable(client.view().live(node).get(id))
              .filter(status -> status.power() == PowerState.RUNNING)
              .isPresent();
      return Optional.of(
          new VmLive(node, id, merged(options), waiting(options), running, listed.get().pool()));
    } catch (ProxmoxException e) {
      if (e.is(ProxmoxException.Code.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The machine as it is this moment, with the digest that a write needs.
  public VmLive exact(NodeName node, VmId id) {
    VmApi vm = client.vm(node, id);
    VmConfig config = vm.config();
    Set<String> pending = waiting(vm.pending());
    boolean running = vm.status().power() == PowerState.RUNNING;
    Optional<String> pool = client.view().find(id).flatMap(ClusterVm::pool);
    return new VmLive(node, id, config, pending, running, pool);
  }

  /// The node that a machine is on now.
  Optional<NodeName> node(VmId id) {
    return client.view().find(id).map(ClusterVm::node);
  }

  private Optional<VmLive> unlisted(NodeName node, VmId id) {
    try {
      return Optional.of(exact(node, id));
    } catch (ProxmoxException e) {
      if (e.is(ProxmoxException.Code.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static VmConfig merged(List<PendingChange> options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (PendingChange option : options) {
      if (!option.deletion()) {
        option.pending().or(option::value).ifPresent(text -> values.put(option.key(), text));
      }
    }
    String digest = values.getOrDefault("digest", "");
    values.remove("digest");
    return new VmConfig(values, digest);
  }

  private static Set<String> waiting(List<PendingChange> options) {
    return options.stream()
        .filter(PendingChange::waits)
        .map(PendingChange::key)
        .collect(Collectors.toSet());
  }
}
