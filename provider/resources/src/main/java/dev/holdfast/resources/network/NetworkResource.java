package dev.holdfast.resources.network;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.netmaker.AccessPolicy;
import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.Host;
import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.client.netmaker.Network;
import dev.holdfast.client.netmaker.Node;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.tree.Trees;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A network.
public final class NetworkResource extends MeshResource {

  private static final Path ENABLED = Path.of("default_acl", "enabled");
  private static final List<String> RANGES = List.of("ipv4_range", "ipv6_range");

  /// Settings that the server takes at creation and ignores afterwards.
  private static final List<String> FIXED = List.of("default_keepalive", "default_mtu");

  public NetworkResource() {
    super(new Kind("netmaker_network", NetworkTable.SCHEMA, NetworkTable.TABLE, List.of("name")));
  }

  @Override
  String thing(Value.Obj object) {
    return "network " + text(object, "name").orElse("(not named yet)");
  }

  @Override
  void check(Site site, ResourcePlan plan) {
    Value prior = plan.context().prior();
    for (String range : RANGES) {
      overlaps(site, plan, range);
    }
    if (plan.context().operation() == Operation.UPDATE) {
      for (String name : FIXED) {
        fixed(site, name, Trees.at(prior, Path.of(name)), Trees.at(plan.planned(), Path.of(name)));
      }
    }
    prefixes(site, plan.planned());
    boolean approval = !flag(plan.planned(), "auto_join", true);
    if (approval && !site.access().status().pro()) {
      site.diagnostics()
          .error(
              Path.of("auto_join"),
              "Server does not take this attribute",
              "auto_join = false needs the Pro edition: the community edition lets every machine with a key in.");
    }
  }

  private static void overlaps(Site site, ResourcePlan plan, String attribute) {
    Optional<IpRange> wanted = Ranges.of(Trees.at(plan.planned(), Path.of(attribute)));
    if (wanted.isEmpty()) {
      return;
    }
    String name = text(plan.planned(), "name").orElse("");
    site.access().kubernetesRanges().stream()
        .filter(wanted.get()::overlaps)
        .forEach(range ->
            site.diagnostics()
                .error(
                    Path.of(attribute),
                    "Overlapping ranges",
                    "Kubernetes range %s overlaps Netmaker network \"%s\" (%s). Choose another range for one of them."
                        .formatted(range, name, wanted.get())));
    // The network itself stands in the listing when it is there already.
    site.access().view().networks().stream()
        .filter(other -> !other.name().equals(name))
        .filter(other -> other.ranges().anyMatch(wanted.get()::overlaps))
        .forEach(other ->
            site.diagnostics()
                .error(
                    Path.of(attribute),
                    "Overlapping ranges",
                    "%s overlaps the range of network \"%s\", %s. The server refuses that."
                        .formatted(wanted.get(), other.name(), ranges(other))));
  }

  private static void fixed(Site site, String name, Value before, Value after) {
    if (!after.isUnknown() && !after.isNull() && !before.isNull() && !after.equals(before)) {
      site.diagnostics()
          .error(
              Path.of(name),
              "Cannot be changed",
              "The server takes "
                  + name
                  + " when a network is made and ignores every later change. Set it back, or replace the network "
                  + "with -replace when nothing is in it.");
    }
  }

  private static void prefixes(Site site, Value planned) {
    Value pool = Trees.at(planned, Path.of("virtual_nat", "pool"));
    Path length = Path.of("virtual_nat", "site_prefix_length");
    Optional<Integer> site1 = Values.number(Trees.at(planned, length)).map(Number::intValue);
    if (site1.isPresent()
        && Ranges.of(pool).filter(range -> site1.get() < range.prefix()).isPresent()) {
      site.diagnostics()
          .error(
              length,
              "Invalid value",
              "What one site gets (/%d) is larger than the pool %s."
                  .formatted(site1.get(), Values.string(pool).orElse("")));
    }
  }

  @Override
  Value.Obj create(Site site, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    String name = need(plan, "name");
    Optional<Network> existing = live(client, name);
    if (existing.isPresent()) {
      adopt(site, existing.get(), plan);
    } else {
      Fields wanted = table().write(Values.NULL, plan, Fields.none());
      client.resolve(
          () -> client.networks().create(new Network(wanted)),
          () ->
              live(client, name)
                  .<Finding<Network>>map(Finding.Done::new)
                  .orElseGet(Finding.NotDone::new));
    }
    policy(site, plan);
    return plan;
  }

  /// Takes over what a create left behind whose answer nobody got: the very same and empty.
  private void adopt(Site site, Network existing, Value.Obj plan) {
    boolean same =
        RANGES.stream()
            .flatMap(range -> Ranges.of(plan.get(range)).stream())
            .collect(Collectors.toSet())
            .equals(existing.ranges().collect(Collectors.toSet()));
    int nodes = site.access().client().nodes().list(existing.name()).size();
    if (!same || nodes > 0 || taken(site, plan)) {
      throw StepFailure.of(
          Path.of("name"),
          "Network exists already",
          "The server has a network \"%s\" with %s and %d nodes. To manage it here, import it:\n%s"
              .formatted(existing.name(), ranges(existing), nodes, importBlock(existing.name())));
    }
    site.diagnostics()
        .warning(
            Path.of("name"),
            "Existing network taken over",
            ("The server has an empty network \"%s\" with the same range already, perhaps from an apply that was "
                    + "broken off; it is managed here now.")
                .formatted(existing.name()));
    write(site, Values.NULL, plan, existing);
  }

  private static String importBlock(String name) {
    return """
    import {
      to = netmaker_network.NAME
      id = "%s"
    }\
    """
        .formatted(name);
  }

  @Override
  Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before) {
    String name = need(before, "name");
    return access
        .view()
        .network(name)
        .map(network ->
            table()
                .read(network.fields(), before)
                .with("id", Value.of(name))
                .with("default_acl", acl(access, name)));
  }

  private static Value acl(NetmakerAccess access, String name) {
    return access
        .view()
        .allNodes(name)
        .<Value>map(policy -> new Value.Obj(Map.of("enabled", Value.of(policy.enabled()))))
        .orElse(Values.NULL);
  }

  @Override
  void update(Site site, Value.Obj prior, Value.Obj plan) {
    String name = need(plan, "name");
    Network there =
        live(site.access().client(), name)
            .orElseThrow(() ->
                StepFailure.of(
                    Path.ROOT,
                    "Network is gone",
                    "The server has no network \"" + name + "\" any more; plan again."));
    write(site, prior, plan, there);
    policy(site, plan);
  }

  private void write(Site site, Value prior, Value.Obj plan, Network there) {
    Fields changed = table().write(prior, plan, there.fields());
    if (!changed.equals(there.fields())) {
      site.access().client().networks().update(new Network(changed));
    }
  }

  private static void policy(Site site, Value.Obj plan) {
    Optional<Boolean> wanted = Values.bool(Trees.at(plan, ENABLED));
    if (wanted.isEmpty()) {
      return;
    }
    String name = need(plan, "name");
    AccessPolicy policy =
        site.access()
            .client()
            .policies()
            .allNodes(name)
            .orElseThrow(() ->
                StepFailure.of(
                    ENABLED,
                    "Unable to change the default policy",
                    "Network \"" + name + "\" has no policy \"" + name + ".all-nodes\"."));
    if (policy.enabled() != wanted.get()) {
      site.access().client().policies().enable(policy, wanted.get());
    }
  }

  /// The server destroys a network with everything in it, so who counts is us.
  @Override
  void delete(Site site, Value.Obj prior) {
    NetmakerClient client = site.access().client();
    String name = need(prior, "name");
    if (live(client, name).isEmpty()) {
      return;
    }
    List<Node> nodes = client.nodes().list(name);
    if (!nodes.isEmpty() && !flag(prior, "force_destroy", false)) {
      throw StepFailure.of(
          Path.ROOT,
          "Network is not empty",
          "Network \"%s\" still has %d nodes: %s. Take them out first, or set force_destroy = true and apply that "
                  .formatted(name, nodes.size(), names(client, nodes))
              + "before destroying.");
    }
    remove(site.access(), () -> client.networks().delete(name), () -> live(client, name).isEmpty());
    var waiting =
        new Waiting(site.access(), "network " + name + " to go", () -> "It is still listed.");
    waiting.until(() -> live(client, name).isEmpty() ? Optional.of(true) : Optional.empty());
  }

  private static String names(NetmakerClient client, List<Node> nodes) {
    Map<String, String> hosts =
        client.hosts().list().stream()
            .collect(Collectors.toMap(Host::id, Host::name, (one, _) -> one));
    return nodes.stream()
        .map(node -> hosts.getOrDefault(node.hostId(), node.hostId()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Optional<Network> live(NetmakerClient client, String name) {
    return client.networks().list().stream()
        .filter(network -> network.name().equals(name))
        .findFirst();
  }

  private static String ranges(Network network) {
    return Stream.of("addressrange", "addressrange6")
        .flatMap(field -> network.fields().text(field).stream())
        .collect(Collectors.joining(" and "));
  }
}
