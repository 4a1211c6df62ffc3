package dev.holdfast.resources.network;

import dev.holdfast.client.netmaker.Egress;
import dev.holdfast.client.netmaker.Host;
import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.client.netmaker.Network;
import dev.holdfast.client.netmaker.Node;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the server does not check about an egress; does nothing itself.
final class EgressChecks {

  /// What is known of the world around it.
  ///
  /// @param own the id of the egress itself, empty before it is made
  record Around(
      boolean pro,
      List<IpRange> kubernetes,
      List<Network> networks,
      List<Node> nodes,
      List<Host> hosts,
      List<Egress> egress,
      Optional<String> own) {}

  private static final Path NAT = Path.of("nat");
  private static final Path RANGE = Path.of("range");
  private static final Path NODES = Path.of("nodes");

  private final Value planned;
  private final Around around;
  private final Diagnostics diagnostics;

  private EgressChecks(Value planned, Around around, Diagnostics diagnostics) {
    this.planned = planned;
    this.around = around;
    this.diagnostics = diagnostics;
  }

  static void run(Value planned, Around around, Diagnostics diagnostics) {
    var checks = new EgressChecks(planned, around, diagnostics);
    checks.routers();
    Ranges.of(Values.attribute(planned, "range"))
        .ifPresent(range -> {
          checks.translation(range);
          checks.networks(range);
          checks.endpoints(range);
          checks.others(range);
        });
  }

  private Set<String> routerIds() {
    return Values.attribute(planned, "nodes") instanceof Value.MapOf(Map<String, Value> nodes)
        ? nodes.keySet()
        : Set.of();
  }

  private void routers() {
    if (!around.pro() && routerIds().size() > 1) {
      diagnostics.error(
          NODES,
          "Too many routers",
          "The community edition of Netmaker takes one routing node for each egress; there are %d. Make one egress for "
                  .formatted(routerIds().size())
              + "each node with that node's own range.");
    }
  }

  private void translation(IpRange range) {
    boolean nat = Values.bool(Values.attribute(planned, "nat")).orElse(false);
    boolean marked = Values.bool(Values.attribute(planned, "kubernetes")).orElse(false);
    Optional<IpRange> declared = around.kubernetes().stream().filter(range::overlaps).findFirst();
    if (nat && (marked || declared.isPresent())) {
      diagnostics.error(
          NAT,
          "Address translation of a Kubernetes range",
          "%s belongs to Kubernetes%s. With nat = true the router would translate everything that leaves its interface, "
                  .formatted(range, declared.map(other -> " (" + other + ")").orElse(""))
              + "also traffic between pods. Set nat = false.");
    }
  }

  private void networks(IpRange range) {
    for (Network network : around.networks()) {
      network
          .ranges()
          .filter(range::overlaps)
          .forEach(other ->
              diagnostics.error(
                  RANGE,
                  "Overlapping ranges",
                  "Range %s overlaps Netmaker network \"%s\" (%s): nodes would no longer reach one another. An egress "
                          .formatted(range, network.name(), other)
                      + "is for ranges outside of the mesh."));
    }
  }

  /// Peers silently drop a range that holds the address at which they reach the router.
  private void endpoints(IpRange range) {
    Set<String> routers =
        around.nodes().stream()
            .filter(node -> routerIds().contains(node.id()))
            .map(Node::hostId)
            .collect(Collectors.toSet());
    for (Host host : around.hosts()) {
      if (routers.contains(host.id())) {
        Stream.of(host.endpoint(), host.endpoint6())
            .flatMap(Optional::stream)
            .filter(range::contains)
            .forEach(address ->
                diagnostics.error(
                    RANGE,
                    "Range holds its router's own address",
                    "%s contains %s, the address at which host \"%s\" is reached; its peers would drop the range "
                            .formatted(range, address, host.name())
                        + "without a word. Choose a smaller range, or another router."));
      }
    }
  }

  private void others(IpRange range) {
    around.egress().stream()
        .filter(other -> around.own().filter(other.id()::equals).isEmpty())
        .forEach(other ->
            other
                .range()
                .filter(range::overlaps)
                .ifPresent(theirs -> overlap(range, other, theirs)));
  }

  private void overlap(IpRange range, Egress other, IpRange theirs) {
    if (range.equals(theirs)) {
      diagnostics.error(
          RANGE,
          "Range is routed already",
          "Egress \"%s\" (%s) of this network has the same range %s. Only one of the two would carry traffic. Give each "
                  .formatted(other.name(), other.id(), theirs)
              + "node its own range, or list all routers in one egress (Pro edition).");
    } else {
      diagnostics.warning(
          RANGE,
          "Overlapping ranges",
          "%s overlaps %s of egress \"%s\"; the smaller of the two wins where both have an address."
              .formatted(range, theirs, other.name()));
    }
  }
}
