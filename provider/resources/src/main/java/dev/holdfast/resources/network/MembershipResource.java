package dev.holdfast.resources.network;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.client.netmaker.Network;
import dev.holdfast.client.netmaker.Node;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A host in a network.
public final class MembershipResource extends MeshResource {

  /// One of the two addresses of a node.
  private record Family(
      String attribute,
      String field,
      Function<Node, Optional<String>> address,
      Function<Network, Optional<IpRange>> range) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("ipv4_address", "address", Node::address, Network::range4),
          new Family("ipv6_address", "address6", Node::address6, Network::range6));

  public MembershipResource() {
    super(
        new Kind(
            "netmaker_membership",
            MembershipTable.SCHEMA,
            MembershipTable.TABLE,
            List.of("network", "host_id")));
  }

  @Override
  String thing(Value.Obj object) {
    return "membership of host %s in network %s"
        .formatted(
            text(object, "host_id").orElse("(not known yet)"),
            text(object, "network").orElse("(not known yet)"));
  }

  @Override
  void check(Site site, ResourcePlan plan) {
    Optional<String> name = text(plan.planned(), "network");
    Optional<Network> network = name.flatMap(site.access().view()::network);
    if (network.isEmpty()) {
      return;
    }
    Optional<String> host = text(plan.planned(), "host_id");
    for (Family family : FAMILIES) {
      text(plan.context().config(), family.attribute())
          .ifPresent(address -> address(site, network.get(), host, family, address));
    }
  }

  private static void address(
      Site site, Network network, Optional<String> host, Family family, String address) {
    Optional<IpRange> range = family.range().apply(network);
    Path path = Path.of(family.attribute());
    if (range.filter(inside -> inside.contains(address)).isEmpty()) {
      site.diagnostics()
          .error(
              path,
              "Address is not in the network",
              "%s is not in network \"%s\", whose range is %s."
                  .formatted(
                      address,
                      network.name(),
                      range.map(IpRange::toString).orElse("not of this kind")));
    }
    // A host that is not known yet may be the one that has the address.
    site.access().view().nodes(network.name()).stream()
        .filter(node -> host.filter(id -> !node.hostId().equals(id)).isPresent())
        .filter(node -> same(family.address().apply(node), address))
        .forEach(node ->
            site.diagnostics()
                .error(
                    path,
                    "Address is taken",
                    "%s belongs to host %s in network \"%s\"."
                        .formatted(address, node.hostId(), network.name())));
  }

  private static boolean same(Optional<String> one, String other) {
    return one.flatMap(text -> single(text)).equals(single(other));
  }

  /// An address as a range of its own, so that spellings do not matter.
  private static Optional<IpRange> single(String address) {
    return IpRange.parse(address + (address.contains(":") ? "/128" : "/32"));
  }

  @Override
  Value.Obj create(Site site, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    String network = need(plan, "network");
    String host = need(plan, "host_id");
    if (taken(site, plan)) {
      throw StepFailure.of(
          Path.ROOT,
          "Membership is managed already",
          "Another resource of this configuration manages the " + thing(plan) + ".");
    }
    if (live(client, network, host).isEmpty()) {
      client.resolve(
          () -> {
            client.hosts().join(host, network);
            return true;
          },
          () ->
              live(client, network, host).isPresent()
                  ? new Finding.Done<>(true)
                  : new Finding.NotDone<>());
    }
    var waiting =
        new Waiting(
            site.access(),
            "host %s to enter network %s".formatted(host, network),
            () -> absence(site.access(), network));
    settle(site, Values.NULL, plan, waiting.until(() -> live(client, network, host)));
    return plan;
  }

  private static String absence(NetmakerAccess access, String network) {
    return "The server lists %d nodes in network %s, and this host is none of them."
        .formatted(access.client().nodes().list(network).size(), network);
  }

  /// Brings addresses and connection to the plan with one write of the whole node.
  private void settle(Site site, Value prior, Value.Obj plan, Node there) {
    Fields changed = table().write(prior, plan, there.fields());
    for (Family family : FAMILIES) {
      Optional<String> wanted = text(plan, family.attribute());
      if (wanted.isPresent() && !same(family.address().apply(there), wanted.get())) {
        changed = changed.with(family.field(), cidr(site, plan, family, wanted.get()));
      }
    }
    if (!changed.equals(there.fields())) {
      site.access().client().nodes().update(new Node(changed));
    }
  }

  private static String cidr(Site site, Value.Obj plan, Family family, String address) {
    String name = need(plan, "network");
    IpRange range =
        site.access().client().networks().list().stream()
            .filter(network -> network.name().equals(name))
            .findFirst()
            .flatMap(family.range())
            .filter(inside -> inside.contains(address))
            .orElseThrow(() ->
                StepFailure.of(
                    Path.of(family.attribute()),
                    "Address is not in the network",
                    "%s is not in a range of network \"%s\".".formatted(address, name)));
    return address + "/" + range.prefix();
  }

  @Override
  Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before) {
    String network = need(before, "network");
    String host = need(before, "host_id");
    return access
        .view()
        .node(network, host)
        .filter(node -> !node.pendingDelete())
        .map(node -> {
          Value.Obj state = table().read(node.fields(), before);
          for (Family family : FAMILIES) {
            state =
                state.with(
                    family.attribute(),
                    family.address().apply(node).<Value>map(Value::of).orElse(Values.NULL));
          }
          return state
              .with("id", Value.of(network + "/" + host))
              .with("node_id", Value.of(node.id()));
        });
  }

  @Override
  void update(Site site, Value.Obj prior, Value.Obj plan) {
    Node there =
        live(site.access().client(), need(plan, "network"), need(plan, "host_id"))
            .orElseThrow(() ->
                StepFailure.of(
                    Path.ROOT,
                    "Membership is gone",
                    "The server has no " + thing(plan) + " any more; plan again."));
    settle(site, prior, plan, there);
  }

  @Override
  void delete(Site site, Value.Obj prior) {
    NetmakerClient client = site.access().client();
    String network = need(prior, "network");
    String host = need(prior, "host_id");
    if (live(client, network, host).isEmpty()) {
      return;
    }
    remove(
        site.access(),
        () -> client.hosts().leave(host, network, flag(prior, "force", false)),
        () -> live(client, network, host).isEmpty());
    var waiting =
        new Waiting(
            site.access(),
            "host %s to leave network %s".formatted(host, network),
            () -> "Its node is still listed. Set force = true if the machine is dead.");
    waiting.until(
        () -> live(client, network, host).isEmpty() ? Optional.of(true) : Optional.empty());
  }

  private static Optional<Node> live(NetmakerClient client, String network, String host) {
    return client.nodes().list(network).stream()
        .filter(node -> node.hostId().equals(host))
        .findFirst();
  }
}
