package dev.holdfast.resources.network;

import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.Host;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A machine that has registered.
public final class HostResource extends MeshResource {

  private static final Map<String, Boolean> ON_JOIN =
      Map.of("auto_update", false, "dns", false, "static_port", true);

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  public HostResource() {
    super(
        new Kind(
            "netmaker_host",
            HostTable.SCHEMA,
            HostTable.TABLE,
            List.of("host_id"),
            HostTable.TIMEOUTS));
  }

  @Override
  String thing(Value.Obj object) {
    return "host "
        + text(object, "name")
            .or(() -> text(object, "mac_address"))
            .or(() -> text(object, "host_id"))
            .orElse("(not known yet)");
  }

  /// An import may name the host by its name as well.
  @Override
  Value.Obj imported(List<String> parts) {
    String named = parts.getFirst();
    return named.matches(UUID)
        ? super.imported(parts)
        : Values.nullObject(schema().type()).with("name", Value.of(named));
  }

  @Override
  void check(Site site, ResourcePlan plan) {
    Value config = plan.context().config();
    boolean fixed = flag(plan.planned(), "static_endpoint", false);
    boolean open = Values.attribute(plan.planned(), "static_endpoint").isUnknown();
    for (String name : List.of("endpoint_ipv4", "endpoint_ipv6")) {
      if (!Values.attribute(config, name).isNull() && !fixed && !open) {
        site.diagnostics()
            .error(
                Path.of(name),
                "Endpoint would not be used",
                "The server ignores " + name + " unless static_endpoint = true.");
      }
    }
    if (Values.attribute(config, "static_endpoint").isNull()
        && open
        && text(config, "endpoint_ipv4").or(() -> text(config, "endpoint_ipv6")).isPresent()) {
      site.diagnostics()
          .error(
              Path.of("static_endpoint"),
              "Endpoint would not be used",
              "An endpoint address needs static_endpoint = true.");
    }
  }

  /// A machine that is made to join is left to itself neither in its updates nor in its names, and
  /// keeps its port, unless the configuration says so.
  @Override
  void adjust(ResourcePlan plan) {
    if (plan.context().operation() == PlanContext.Operation.CREATE
        && HostJoin.wanted(plan.context().config())
        && plan.planned() instanceof Value.Obj planned) {
      Value.Obj settled = planned;
      for (Map.Entry<String, Boolean> each : ON_JOIN.entrySet()) {
        if (Values.attribute(plan.context().config(), each.getKey()).isNull()) {
          settled = settled.with(each.getKey(), Value.of(each.getValue()));
        }
      }
      plan.plan(settled);
    }
  }

  @Override
  Value.Obj create(Site site, Value.Obj plan) {
    if (!HostJoin.wanted(plan)) {
      NetmakerClient client = site.access().client();
      var waiting =
          new Waiting(site.access(), thing(plan) + " to register", () -> absence(site.access()));
      return takenOver(site, plan, waiting.until(() -> one(client.hosts().list(), plan)));
    }
    try (var join = new HostJoin(site, plan, true)) {
      Value.Obj known = takenOver(site, plan, join.joined());
      join.settled(need(known, "host_id"));
      return known;
    }
  }

  private Value.Obj takenOver(Site site, Value.Obj plan, Host there) {
    NetmakerClient client = site.access().client();
    Value.Obj known = plan.with("host_id", Value.of(there.id()));
    if (taken(site, known)) {
      throw StepFailure.of(
          Path.ROOT,
          "Host is managed already",
          "Another resource of this configuration manages the " + thing(plan) + ".");
    }
    settle(client, Values.NULL, plan, there);
    return known;
  }

  /// The host that a configuration means; a name alone must mean one only.
  private static Optional<Host> one(List<Host> hosts, Value.Obj wanted) {
    Optional<String> id = text(wanted, "host_id");
    Optional<String> mac = text(wanted, "mac_address");
    List<Host> found =
        hosts.stream()
            .filter(host ->
                id.isPresent()
                    ? host.id().equals(id.get())
                    : mac.isPresent()
                        ? host.macAddress()
                            .filter(address -> HostTable.sameMac(address, mac.get()))
                            .isPresent()
                        : text(wanted, "name").filter(host.name()::equals).isPresent())
            .toList();
    if (found.size() > 1) {
      throw StepFailure.of(
          Path.ROOT,
          "Host is not unique",
          "The server has %d hosts that could be meant: %s. Say which one with host_id. Hosts of one hardware address "
                  .formatted(
                      found.size(),
                      found.stream().map(Host::id).sorted().collect(Collectors.joining(", ")))
              + "come from machines cloned with the client's identity; the server removes all but one in time.");
    }
    return found.stream().findFirst();
  }

  /// Says what there is instead.
  private static String absence(NetmakerAccess access) {
    List<String> names = access.client().hosts().list().stream().map(Host::name).sorted().toList();
    return "The server has %d hosts%s. Check that the machine could reach the server and that its key was valid."
        .formatted(names.size(), names.isEmpty() ? "" : ": " + String.join(", ", names));
  }

  private void settle(NetmakerClient client, Value prior, Value.Obj plan, Host there) {
    Fields changed = table().write(prior, plan, there.fields());
    if (!changed.equals(there.fields())) {
      client.hosts().update(new Host(changed));
    }
  }

  @Override
  Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before) {
    Optional<String> id = text(before, "host_id");
    Optional<Host> host =
        id.isPresent() ? access.view().host(id.get()) : one(access.view().hosts(), before);
    return host.map(there -> table().read(there.fields(), before).with("id", Value.of(there.id())));
  }

  @Override
  void update(Site site, Value.Obj prior, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    Host there =
        live(client, need(prior, "host_id"))
            .orElseThrow(() ->
                StepFailure.of(
                    Path.ROOT,
                    "Host is gone",
                    "The server has no " + thing(prior) + " any more; plan again."));
    if (HostJoin.wanted(plan) && !Values.attribute(prior, "client").equals(plan.get("client"))) {
      try (var join = new HostJoin(site, plan, true)) {
        join.install();
      }
    }
    settle(client, prior, plan, there);
  }

  @Override
  void delete(Site site, Value.Obj prior) {
    String id = need(prior, "host_id");
    NetmakerClient client = site.access().client();
    if (!flag(prior, "leave_on_destroy", true)) {
      return;
    }
    if (HostJoin.wanted(prior)) {
      try (var join = new HostJoin(site, prior, false)) {
        join.leave();
      }
    }
    if (live(client, id).isPresent()) {
      remove(
          site.access(), () -> client.hosts().delete(id, true), () -> live(client, id).isEmpty());
    }
  }

  private static Optional<Host> live(NetmakerClient client, String id) {
    return client.hosts().list().stream().filter(host -> host.id().equals(id)).findFirst();
  }
}
