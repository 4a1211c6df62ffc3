package dev.holdfast.resources.node;

import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a plan of a node must not say, decided from the planned object alone; what is not known yet
/// is passed over.
final class NodeChecks {
  private static final Path PLANES = Path.of("cluster", "control_planes");
  private static final Path NODE_IP = Path.of("network", "node_ip");
  private static final Path CNI = Path.of("cluster", "cni");

  /// A range and where it stands.
  private record Placed(Path at, IpRange range) {}

  private final Value.Obj planned;
  private final NodeInputs inputs;
  private final Diagnostics diagnostics;

  private NodeChecks(Value.Obj planned, Diagnostics diagnostics) {
    this.planned = planned;
    this.inputs = new NodeInputs(planned);
    this.diagnostics = diagnostics;
  }

  static void run(Value.Obj planned, Diagnostics diagnostics) {
    var checks = new NodeChecks(planned, diagnostics);
    cluster(planned.get("cluster"), diagnostics);
    checks.role();
    checks.address();
    checks.mesh();
  }

  /// What an object `cluster` must not say.
  static void cluster(Value cluster, Diagnostics diagnostics) {
    Value planes = Values.attribute(cluster, "control_planes");
    Optional<String> init = NodeInputs.text(cluster, "init");
    if (planes instanceof Value.MapOf(Map<String, Value> named)
        && init.filter(name -> !named.containsKey(name)).isPresent()) {
      diagnostics.error(
          Path.of("cluster", "init"),
          "Invalid cluster",
          "\"%s\" is to create the cluster and is none of its control planes: %s."
              .formatted(init.get(), String.join(", ", named.keySet())));
    }
    ranges(cluster, diagnostics);
  }

  private static void ranges(Value cluster, Diagnostics diagnostics) {
    List<Placed> all = new ArrayList<>();
    for (String name : List.of("pod_cidrs", "service_cidrs")) {
      List<Value> parts = Values.attribute(cluster, name).parts();
      for (int i = 0; i < parts.size(); i++) {
        Path at = Path.of("cluster", name).index(i);
        Optional<IpRange> range = Values.string(parts.get(i)).flatMap(IpRange::parse);
        for (Placed other : all) {
          if (range.filter(other.range()::overlaps).isPresent()) {
            diagnostics.error(
                at,
                "Ranges overlap",
                "%s overlaps %s (%s). Give pods and services ranges of their own."
                    .formatted(range.get(), other.range(), other.at()));
          }
        }
        range.ifPresent(each -> all.add(new Placed(at, each)));
      }
    }
    if (Values.attribute(cluster, "control_planes")
        instanceof Value.MapOf(Map<String, Value> planes)) {
      planes.forEach((name, plane) ->
          NodeInputs.text(plane, "node_ip")
              .ifPresent(address ->
                  inside(all, PLANES.key(name).attribute("node_ip"), address, diagnostics)));
    }
  }

  private static void inside(
      List<Placed> ranges, Path at, String address, Diagnostics diagnostics) {
    for (Placed placed : ranges) {
      if (placed.range().contains(address)) {
        diagnostics.error(
            at,
            "Address is in a range of the cluster",
            "%s lies in %s (%s), which is for pods or services alone."
                .formatted(address, placed.range(), placed.at()));
      }
    }
  }

  private void role() {
    if (planned.get("name").isUnknown()
        || planned.get("role").isUnknown()
        || !(Values.attribute(planned.get("cluster"), "control_planes") instanceof Value.MapOf)) {
      return;
    }
    boolean among = inputs.planes().containsKey(inputs.name());
    if (inputs.controls() && !among) {
      error(
          Path.of("role"),
          "%s is a control plane and is missing among cluster.control_planes: %s."
              .formatted(inputs.name(), String.join(", ", inputs.planes().keySet())));
    } else if (!inputs.controls() && among) {
      error(
          Path.of("role"), inputs.name() + " is a worker and stands among cluster.control_planes.");
    } else if (!inputs.controls()) {
      worker();
    }
  }

  private void worker() {
    if (planned.get("ssh").isNull()) {
      error(Path.of("ssh"), "Nothing says how the worker " + inputs.name() + " is reached.");
    }
    if (Values.attribute(planned.get("network"), "node_ip").isNull()) {
      error(
          NODE_IP,
          "A worker needs the address under which the others reach it, on the mesh where there is one.");
    }
  }

  private void address() {
    Optional<String> own = NodeInputs.text(planned.get("network"), "node_ip");
    Optional<String> told =
        inputs.controls()
            ? NodeInputs.text(inputs.planes().getOrDefault(inputs.name(), Values.NULL), "node_ip")
            : Optional.empty();
    if (own.isPresent() && told.isPresent() && !same(own.get(), told.get())) {
      error(
          NODE_IP,
          "%s is %s here and %s in cluster.control_planes. Leave it out here."
              .formatted(inputs.name(), own.get(), told.get()));
    }
    if (!inputs.controls() && own.isPresent()) {
      inputs
          .planes()
          .forEach((name, plane) -> {
            if (NodeInputs.text(plane, "node_ip")
                .filter(other -> same(own.get(), other))
                .isPresent()) {
              error(NODE_IP, own.get() + " is the address of the control plane " + name + ".");
            }
          });
      List<Placed> ranges = new ArrayList<>();
      for (String name : List.of("pod_cidrs", "service_cidrs")) {
        Values.attribute(planned.get("cluster"), name).parts().stream()
            .flatMap(part -> Values.string(part).flatMap(IpRange::parse).stream())
            .forEach(range -> ranges.add(new Placed(Path.of("cluster", name), range)));
      }
      inside(ranges, NODE_IP, own.get(), diagnostics);
    }
  }

  private static boolean same(String one, String other) {
    return one.equals(other)
        || IpRange.parse(one + "/" + (one.contains(":") ? 128 : 32))
            .filter(range -> range.contains(other))
            .isPresent();
  }

  /// netclient listens on 51821, and so do flannel and Calico when they encrypt.
  ///
  /// Source: netclient's `config`, flannel's `backend/wireguard`, Calico's
  /// `FelixConfiguration.wireguardListeningPortV6`.
  private void mesh() {
    Value cni = Values.attribute(planned.get("cluster"), "cni");
    boolean encrypts = NodeInputs.text(cni, "backend").filter("wireguard"::equals).isPresent();
    Optional<String> unit = NodeInputs.text(planned.get("network"), "vpn_unit");
    if (encrypts && unit.isPresent()) {
      diagnostics.error(
          CNI.attribute("backend"),
          "Invalid node",
          "The mesh that %s brings up encrypts already, and both would listen on port 51821. Leave backend out."
              .formatted(unit.get()));
    }
    boolean direct = NodeInputs.text(cni, "backend").filter("host-gw"::equals).isPresent();
    if (direct && unit.isPresent()) {
      diagnostics.error(
          CNI.attribute("backend"),
          "Invalid node",
          "host-gw needs nodes in one segment, which a mesh (%s) is not. Leave backend out."
              .formatted(unit.get()));
    }
  }

  private void error(Path path, String detail) {
    diagnostics.error(path, "Invalid node", detail);
  }
}
