package dev.holdfast.runner.acceptance.node;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ControlPlane;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.machines.Account;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Network;
import dev.holdfast.machines.Placement;
import dev.holdfast.machines.Site;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
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

  final Network network = Network.open();
  private final NodeProject project = NodeProject.packaged();
  private final ClusterLocks locks = new ClusterLocks();
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final Machine jump;

  /// What the phases told, as `node: title`.
  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  Fleet(List<String> names) {
    network.offerFakes();
    Site cloud = network.site("cloud");
    Site home = network.hidden("home");
    List<Placement> placements = new ArrayList<>();
    placements.add(Placement.of("jump", cloud).and(home));
    names.forEach(name -> placements.add(Placement.of(name, isPlane(name) ? cloud : home)));
    List<Machine> started = network.start(placements);
    jump = started.getFirst();
    for (int i = 0; i < names.size(); i++) {
      machines.put(names.get(i), started.get(i + 1));
    }
    try {
      Files.writeString(manifest(), FLANNEL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Path manifest() {
    return network.directory().resolve("repository/flannel.yml");
  }

  private static boolean isPlane(String name) {
    return name.startsWith("cp");
  }

  Machine machine(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow();
  }

  String address(String name) {
    return machine(name).address();
  }

  private Way way(String name) {
    Machine machine = machine(name);
    List<Target.Hop> jumps = isPlane(name) ? List.of() : List.of(hop(jump));
    return new Way(new Target.Ssh(jumps, hop(machine)), Optional.empty());
  }

  private static Target.Hop hop(Machine machine) {
    Account root = machine.root();
    try {
      return new Target.Hop(
          machine.address(),
          machine.port(),
          Optional.of(root.name()),
          List.of(
              new Target.Credential.KeyText(
                  Secret.of(Files.readString(machine.privateKey())), Optional.empty())),
          new Target.HostKeys.Pinned(List.of(machine.hostKey())),
          Duration.ofSeconds(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a machine is to be.
  ///
  /// @param labels its labels
  NodeSpec spec(String name, Map<String, String> labels) {
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    machines.keySet().stream()
        .filter(Fleet::isPlane)
        .forEach(plane -> planes.put(plane, new ControlPlane(address(plane), way(plane))));
    DictValue inputs = new DictValue();
    inputs.put(
        "kubernetes_repository",
        Str.of("file:/srv/repository/kubernetes/v{{ kubernetes_minor }}/deb"));
    inputs.put("kubernetes_repository_suite", Str.of("./"));
    inputs.put("kubernetes_repository_trusted", Bool.TRUE);
    inputs.put("preflight_cgroup_v2", Bool.FALSE);
    inputs.put("cni_manifest", Str.of("file:///srv/repository/flannel.yml"));
    inputs.put("cni_sha256", Str.of(sha256(manifest())));
    DictValue given = new DictValue();
    labels.forEach((key, value) -> given.put(key, Str.of(value)));
    inputs.put("node_labels", given);
    return new NodeSpec(
        name,
        isPlane(name) ? Role.CONTROL_PLANE : Role.WORKER,
        "1.36.4",
        address(name),
        way(name),
        new ClusterSpec("edge", "cp1", planes),
        inputs);
  }

  private static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  NodeWork work(NodeSpec spec) {
    return new NodeWork(
        new NodeWork.Setup(
            project,
            locks,
            _ -> {},
            (node, title) -> told.add(node + ": " + title),
            Duration.ofMinutes(3)),
        spec);
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
