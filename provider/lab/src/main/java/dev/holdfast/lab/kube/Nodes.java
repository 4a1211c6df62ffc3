package dev.holdfast.lab.kube;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The Node objects of a cluster, as kubelets keep them.
record Nodes(KubeWorld world, KubeCluster cluster) {
  /// Makes the object of a machine that has just become a node.
  ///
  /// @param taints those that it registers with
  void register(KubeHost host, KubeHost.Membership membership, Optional<ArrayNode> taints) {
    ObjectNode node = Trees.object();
    node.put("apiVersion", "v1").put("kind", "Node");
    ObjectNode metadata = node.putObject("metadata").put("name", membership.node());
    ObjectNode labels = metadata.putObject("labels");
    String architecture = host.parts().spec().debianArchitecture();
    labels.put("kubernetes.io/hostname", membership.node()).put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", architecture);
    metadata
        .putObject("annotations")
        .put("volumes.kubernetes.io/controller-managed-attach-detach", "true");
    ObjectNode spec = node.putObject("spec").put("podCIDR", cluster.nextSubnet());
    if (membership.leads()) {
      labels.put("node-role.kubernetes.io/control-plane", "");
      ArrayNode marks = spec.putArray("taints");
      if (taints.isEmpty()) {
        marks
            .addObject()
            .put("key", "node-role.kubernetes.io/control-plane")
            .put("effect", "NoSchedule");
      }
      taints.ifPresent(marks::addAll);
    }
    cluster.put(Kind.NODE, node);
    refresh();
  }

  /// Lets every kubelet tell how it is.
  void refresh() {
    for (ObjectNode node : cluster.list(Kind.NODE, "")) {
      String name = Trees.text(node, "metadata", "name");
      ObjectNode before = node.deepCopy();
      world
          .node(cluster, name)
          .filter(KubeHost::kubeletRuns)
          .ifPresentOrElse(host -> status(node, host), () -> silent(node));
      if (!before.equals(node)) {
        cluster.put(Kind.NODE, node);
      }
    }
  }

  private static void status(ObjectNode node, KubeHost host) {
    KubeHost.Membership membership = host.membership().orElseThrow();
    ObjectNode status = Trees.within(node, "status");
    ArrayNode addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", membership.address());
    addresses.addObject().put("type", "Hostname").put("address", membership.node());
    Optional<String> trouble = host.networkTrouble();
    condition(
        status,
        trouble.isEmpty() ? "True" : "False",
        trouble.isEmpty() ? "KubeletReady" : "KubeletNotReady",
        trouble.orElse("kubelet is posting ready status"));
    ObjectNode info = status.putObject("nodeInfo");
    info.put("kubeletVersion", KubernetesPackages.version(host, "kubelet"));
    info.put("containerRuntimeVersion", "containerd://" + KubernetesPackages.runtime(host));
    info.put("machineID", host.files().text("/etc/machine-id").strip());
    info.put("osImage", "Debian GNU/Linux 13 (trixie)").put("operatingSystem", "linux");
    info.put("kernelVersion", host.files().text("/proc/sys/kernel/osrelease").strip());
    info.put("architecture", host.parts().spec().debianArchitecture());
    ObjectNode capacity = status.putObject("capacity");
    capacity.put("cpu", Integer.toString(host.parts().spec().processors()));
    capacity.put("memory", host.parts().spec().memory() + "Mi").put("pods", "110");
    status.set("allocatable", capacity.deepCopy());
  }

  private static void silent(ObjectNode node) {
    condition(
        Trees.within(node, "status"),
        "Unknown",
        "NodeStatusUnknown",
        "Kubelet stopped posting node status.");
  }

  private static void condition(ObjectNode status, String ready, String reason, String message) {
    ArrayNode conditions = status.putArray("conditions");
    for (String pressure : List.of("MemoryPressure", "DiskPressure", "PIDPressure")) {
      conditions.addObject().put("type", pressure).put("status", "False");
    }
    ObjectNode condition = conditions.addObject().put("type", "Ready").put("status", ready);
    condition.put("reason", reason).put("message", message);
  }

  static boolean isReady(JsonNode node) {
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals("Ready")) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }
}
