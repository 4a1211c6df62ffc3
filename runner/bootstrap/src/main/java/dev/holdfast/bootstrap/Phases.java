package dev.holdfast.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What makes a machine a node, in order.
///
/// The playbooks lie in `holdfast/nodes/` among the resources; `site.yml` there has the same order
/// for `ansible-playbook`.
final class Phases {
  private static final String UNIT_KUBELET = "kubelet.service";
  private static final String UNIT_RUNTIME = "containerd.service";
  private static final String UNIT_PROXY = "holdfast-api.service";

  private Phases() {}

  /// Before the machine is part of the cluster.
  static final List<Phase> MACHINE =
      List.of(
          new Phase(
              "The machine is fit to be a node",
              "preflight",
              List.of("preflight_"),
              situation -> !situation.machine().joined(),
              Phases::good),
          new Phase(
              "The address is on the machine",
              "address",
              List.of("node_ip", "node_interface"),
              situation -> !situation.machine().joined(),
              Phases::good),
          new Phase(
              "Kernel, network and swap",
              "kernel",
              List.of("kernel_", "node_swap"),
              drifted(
                  "/etc/sysctl.d/90-holdfast-kubernetes.conf",
                  "/etc/modules-load.d/holdfast-kubernetes.conf"),
              Phases::good),
          new Phase(
              "Packages of Kubernetes, held",
              "packages",
              List.of("kubernetes_", "runtime_source", "runtime_version", "packages_"),
              situation -> !packages(situation),
              situation ->
                  packages(situation)
                      ? Optional.empty()
                      : Optional.of(
                          "the packages are %s instead of %s, or not held"
                              .formatted(
                                  situation.machine().version("kubelet"),
                                  situation.spec().version()))),
          new Phase(
              "The container runtime",
              "runtime",
              List.of("runtime_", "kubernetes_version", "cluster_image_repository"),
              drifted("/etc/containerd/config.toml")
                  .or(situation -> !situation.machine().runs(UNIT_RUNTIME)),
              running(UNIT_RUNTIME)),
          new Phase(
              "The kubelet starts after the mesh and leaves room for SSH",
              "kubelet",
              List.of(
                  "node_ip",
                  "node_vpn_unit",
                  "node_wait_for_address",
                  "node_max_pods",
                  "node_swap",
                  "node_system_reserved_memory",
                  "node_kube_reserved_memory",
                  "node_eviction_memory",
                  "node_kubelet_patch"),
              drifted(
                      "/etc/systemd/system/kubelet.service.d/20-holdfast.conf",
                      "/etc/holdfast/kubeadm-patches/kubeletconfiguration+merge.yaml")
                  .or(situation ->
                      situation.machine().joined() && !situation.machine().runs(UNIT_KUBELET)),
              Phases::good),
          new Phase(
              "The way to the API servers",
              "endpoint",
              List.of("cluster_endpoint_", "cluster_control_planes"),
              drifted("/etc/holdfast/api-proxy.cfg")
                  .or(situation -> !situation.machine().runs(UNIT_PROXY)),
              running(UNIT_PROXY)));

  /// The machine creates the cluster, or what was left out of that.
  static final Phase INIT =
      new Phase(
          "The first control plane", "init", List.of(), Situation::creates, Phases::isInCluster);

  static final Phase JOIN =
      new Phase(
          "The node joins",
          "join",
          List.of(),
          situation -> !situation.creates() && !situation.isNode(),
          Phases::isInCluster);

  /// Once the machine is part of the cluster.
  static final Phase NETWORK =
      new Phase(
          "The network of the pods",
          "network",
          List.of("cni_", "cluster_pod_cidrs", "network_"),
          Phases::good);

  static final Phase LABELS =
      new Phase(
          "Labels, annotations and taints",
          "labels",
          List.of("node_labels", "node_annotations", "node_taints"),
          Situation::lacksOwn,
          Phases::good);

  static final Phase VERIFY =
      new Phase(
          "The node is ready",
          "verify",
          List.of(),
          situation -> situation.node().filter(ClusterFacts.Node::ready).isEmpty(),
          Phases::good);

  /// What cannot be wrong when its playbook ended well.
  private static Optional<String> good(Situation after) {
    return Optional.empty();
  }

  private static Function<Situation, Optional<String>> running(String unit) {
    return situation ->
        situation.machine().runs(unit)
            ? Optional.empty()
            : Optional.of(unit + " does not run; see journalctl -u " + unit);
  }

  private static Predicate<Situation> drifted(String... files) {
    return situation -> List.of(files).stream().anyMatch(situation.machine()::drifted);
  }

  private static boolean packages(Situation situation) {
    NodeFacts machine = situation.machine();
    return List.of("kubeadm", "kubelet", "kubectl").stream()
        .allMatch(name ->
            machine.version(name).equals(situation.spec().version())
                && machine.held().contains(name));
  }

  private static Optional<String> isInCluster(Situation situation) {
    return situation.isNode()
        ? Optional.empty()
        : Optional.of("the cluster does not know the node " + situation.spec().name());
  }
}
