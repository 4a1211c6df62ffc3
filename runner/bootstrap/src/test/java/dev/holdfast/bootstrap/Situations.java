package dev.holdfast.bootstrap;

import dev.holdfast.engine.run.Way;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.transport.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Situations for tests: a cluster of three control planes at 10.20.0.1 to 3, and workers.
final class Situations {
  static final String CA = "sha256:aa";

  private Situations() {}

  private static Way nowhere() {
    return new Way(new Target.Local(), Optional.empty());
  }

  static ClusterSpec cluster() {
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    for (int i = 1; i <= 3; i++) {
      planes.put("cp" + i, new ControlPlane("10.20.0." + i, nowhere()));
    }
    return new ClusterSpec("edge", "cp1", planes);
  }

  static NodeSpec spec(String name) {
    boolean plane = name.startsWith("cp");
    return new NodeSpec(
        name,
        plane ? Role.CONTROL_PLANE : Role.WORKER,
        "1.36.4",
        "10.20.0." + (plane ? "" : "2") + name.replaceAll("\\D", ""),
        nowhere(),
        cluster(),
        new DictValue());
  }

  /// Facts of a machine, from the JSON that the playbook's fact would be.
  static NodeFacts machine(String json) {
    return NodeFacts.of(Reading.of(JsonReader.read(json)));
  }

  /// A machine with nothing on it.
  static NodeFacts bare(String machineId) {
    return machine("{\"machine_id\": \"%s\"}".formatted(machineId));
  }

  /// A machine that is a node of the cluster.
  static NodeFacts joined(String machineId, String more) {
    return machine(
        """
        {"machine_id": "%s", "ca_hash": "%s",
         "files": {"/etc/kubernetes/kubelet.conf": true %s}}
        """
            .formatted(machineId, CA, more));
  }

  static ClusterFacts.Node node(String name, String machineId, boolean ready, String address) {
    return new ClusterFacts.Node(
        name,
        "uid-" + name,
        machineId,
        ready,
        "1.36.4",
        List.of(address),
        Map.of(),
        Map.of(),
        List.of());
  }

  static ClusterFacts.EtcdMember member(String name, int last, boolean learner) {
    return new ClusterFacts.EtcdMember(name, List.of("https://10.20.0." + last + ":2380"), learner);
  }

  static ClusterFacts there(List<ClusterFacts.Node> nodes, List<ClusterFacts.EtcdMember> members) {
    return new ClusterFacts("cp1", CA, nodes, members);
  }
}
