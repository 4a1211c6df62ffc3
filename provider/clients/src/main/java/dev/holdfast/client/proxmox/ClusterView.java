package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Kept;
import dev.holdfast.client.http.Pacer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What many resources ask of the cluster, asked once: the listing of all VMs and the live state of
/// each node's VMs.
///
/// It is thrown away by every write of this client and by the end of every task it waited for. The
/// listing's power and name lag, so it serves to find things, never to verify a write.
public final class ClusterView {
  private static final Duration LIFE = Duration.ofMinutes(10);

  /// An id that is missing is looked for again, but not by everybody.
  private static final Duration MISSING_LIFE = Duration.ofSeconds(2);

  private final Kept<List<ClusterVm>> listing;
  private final Map<NodeName, Kept<Map<VmId, VmStatus>>> live = new ConcurrentHashMap<>();
  private final Function<NodeName, Kept<Map<VmId, VmStatus>>> newLive;

  ClusterView(Api api, Pacer pacer) {
    this.listing = new Kept<>(() -> new ClusterApi(api).vms(), ClusterView::unreachable, pacer);
    this.newLive =
        node ->
            new Kept<>(
                () ->
                    new NodeApi(api, node)
                        .qemu().list().stream()
                            .collect(
                                Collectors.toUnmodifiableMap(
                                    VmStatus::id, status -> status, (first, _) -> first)),
                ClusterView::unreachable,
                pacer);
  }

  /// All VMs of the cluster that this user may see.
  public List<ClusterVm> vms() {
    return listing.within(LIFE);
  }

  /// Where a VM is; empty when a fresh listing does not have it.
  public Optional<ClusterVm> find(VmId id) {
    return find(vms(), id).or(() -> find(listing.within(MISSING_LIFE), id));
  }

  /// The live state of every VM on a node.
  public Map<VmId, VmStatus> live(NodeName node) {
    return live.computeIfAbsent(node, newLive).within(LIFE);
  }

  /// Throws everything away.
  public void forget() {
    listing.forget();
    live.values().forEach(Kept::forget);
  }

  private static boolean unreachable(RuntimeException failure) {
    return failure instanceof UnavailableException e && e.is(ProxmoxException.Code.UNREACHABLE);
  }

  private static Optional<ClusterVm> find(List<ClusterVm> vms, VmId id) {
    return vms.stream().filter(vm -> vm.id().equals(id)).findFirst();
  }
}
