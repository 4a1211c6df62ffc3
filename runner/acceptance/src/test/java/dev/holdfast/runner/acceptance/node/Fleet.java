package dev.holdfast.runner.acceptance.node;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Network;
import dev.holdfast.machines.Placement;
import dev.holdfast.machines.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Machines that are to become a cluster: control planes in the open, workers behind address
/// translation, reached through a jump host.
final class Fleet implements AutoCloseable {
  /// A manifest in the shape of flannel's.
  private static final String FLANNEL =
      """
      kind: Namespace
      apiVersion: v1
      metadata:
        name: kube-flannel
      ---
      kind: ConfigMap
      apiVersion: v1
      metadata:
        name: kube-flannel-cfg
        namespace: kube-flannel
      data:
        cni-conf.json: |
          {"name": "cbr0", "cniVersion": "0.3.1", "plugins": [{"type": "flannel"}]}
        net-conf.json: |
          {"Network": "10.0.0.0/8", "EnableNFTables": false, "Backend": {"Type": "vxlan"}}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-flannel-ds
        namespace: kube-flannel
        labels:
          app: flannel
      spec:
        selector:
          matchLabels:
            app: flannel
        template:
          metadata:
            labels:
              app: flannel
          spec:
            hostNetwork: true
            tolerations:
            - effect: NoSchedule
              operator: Exists
            containers:
            - name: kube-flannel
              image: ghcr.io/flannel-io/flannel:v0.28.9
              command: [/opt/bin/flanneld]
              args: [--ip-masq, --kube-subnet-mgr]
      """;

  /// How long after its beginning a phase is struck.
  static final Duration INTO = Duration.ofMillis(700);

  final Network network = Network.open();
  final Blueprint blueprint;
  private final NodeProject project = NodeProject.packaged();
  private final ClusterLocks locks = new ClusterLocks();
  private final Map<String, Machine> machines = new LinkedHashMap<>();

  /// What the phases told, as `node: title`.
  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  Fleet(List<String> names) {
    this(names, true);
  }

  /// @param hidden whether workers lie behind the jump host
  Fleet(List<String> names, boolean hidden) {
    network.offerFakes();
    Site cloud = network.site("cloud");
    Site home = network.hidden("home");
    List<Placement> placements = new ArrayList<>();
    placements.add(Placement.of("jump", cloud).and(home));
    names.forEach(name ->
        placements.add(Placement.of(name, hidden && !Blueprint.isPlane(name) ? home : cloud)));
    List<Machine> started = network.start(placements);
    Map<String, Blueprint.Endpoint> endpoints = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      machines.put(names.get(i), started.get(i + 1));
      endpoints.put(names.get(i), Blueprint.Endpoint.of(started.get(i + 1)));
    }
    Path manifest = network.directory().resolve("repository/flannel.yml");
    try {
      Files.writeString(manifest, FLANNEL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    blueprint = new Blueprint(endpoints, Blueprint.Endpoint.of(started.getFirst()), manifest);
    machines.values().parallelStream()
        .forEach(machine ->
            machine
                .run(
                    "rm -f /etc/apt/sources.list.d/*\n"
                        + "echo 'deb [trusted=yes] file:/srv/repository/debian ./' > /etc/apt/sources.list\n"
                        // Helpers stay when a node leaves, so they are there before.
                        + "apt-get -qq update && apt-get -qq -y install haproxy conntrack && systemctl disable --now haproxy")
                .text());
  }

  Machine machine(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow();
  }

  String address(String name) {
    return machine(name).address();
  }

  /// What a machine is to be.
  ///
  /// @param labels its labels
  NodeSpec spec(String name, Map<String, String> labels) {
    return blueprint.spec(name, labels);
  }

  NodeWork work(NodeSpec spec) {
    return work(spec, (node, title) -> told.add(node + ": " + title));
  }

  NodeWork work(NodeSpec spec, NodeWork.Progress progress) {
    return new NodeWork(
        new NodeWork.Setup(project, locks, _ -> {}, progress, Duration.ofMinutes(3)), spec);
  }

  /// Works on a machine in a process that is killed in a phase.
  ///
  /// @return how the process ended
  int killed(String name, String title) {
    Path file = network.directory().resolve("blueprint.properties");
    blueprint.write(file);
    return NodeProcess.run(file, name, title, INTO);
  }

  /// What kubectl prints on a control plane.
  String kubectl(String plane, String arguments) {
    return machine(plane)
        .run("kubectl --kubeconfig /etc/kubernetes/admin.conf " + arguments)
        .text();
  }

  @Override
  public void close() {
    network.close();
    project.close();
  }
}
