package dev.holdfast.lab.kube;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the daemon sets of networks leave on each node: files, links, plugins. They stay when the
/// daemon set goes, as with the real ones.
record DaemonSets(KubeWorld world, KubeCluster cluster) {
  private static final int ETHERNET = 1500;

  /// Runs them on every node that has a kubelet.
  void settle() {
    for (ObjectNode set : cluster.list(Kind.DAEMON_SET, "")) {
      String images = images(set);
      for (KubeHost host : world.hosts()) {
        host.membership()
            .filter(known -> known.cluster() == cluster && host.kubeletRuns())
            .ifPresent(known -> pod(set, images, host, known));
      }
    }
    new Nodes(world, cluster).refresh();
  }

  private static String images(ObjectNode set) {
    StringBuilder images = new StringBuilder();
    for (JsonNode container : set.at("/spec/template/spec/containers")) {
      images.append(Trees.text(container, "image")).append(' ');
    }
    return images.toString();
  }

  private void pod(ObjectNode set, String images, KubeHost host, KubeHost.Membership membership) {
    String namespace = Trees.text(set, "metadata", "namespace");
    if (images.contains("flannel")) {
      settings(namespace, "net-conf.json")
          .ifPresent(settings -> flannel(settings, namespace, host, membership));
    } else if (images.contains("calico")) {
      calico(settings(namespace, "veth_mtu"), host, membership);
    }
  }

  private Optional<String> settings(String namespace, String key) {
    return cluster.list(Kind.CONFIG_MAP, namespace).stream()
        .map(map -> map.path("data").path(key))
        .filter(data -> !data.isMissingNode())
        .map(data -> data.asString(""))
        .findFirst();
  }

  private void flannel(
      String settings, String namespace, KubeHost host, KubeHost.Membership membership) {
    int mtu = Trees.parse(settings).path("Backend").path("MTU").asInt(ETHERNET - 50);
    String list =
        settings(namespace, "cni-conf.json")
            .orElse("{\"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\"}]}");
    String subnet = subnet(membership);
    host.files().put("/opt/cni/bin/flannel", "A program of the lab.\n", 0755);
    host.files().put("/etc/cni/net.d/10-flannel.conflist", list, 0644);
    host.files()
        .put(
            "/run/flannel/subnet.env",
            "FLANNEL_SUBNET=%s\nFLANNEL_MTU=%d\n".formatted(subnet, mtu),
            0644);
    link(host, "flannel.1", "vxlan", mtu, membership.address(), subnet.replaceFirst("/.*", "/32"));
    link(host, "cni0", "bridge", mtu, "", subnet.replaceFirst("0/24$", "1/24"));
  }

  private void calico(Optional<String> mtu, KubeHost host, KubeHost.Membership membership) {
    int size =
        mtu.filter(text -> text.matches("[1-9][0-9]*"))
            .map(Integer::parseInt)
            .orElse(ETHERNET - 50);
    for (String plugin : List.of("calico", "calico-ipam")) {
      host.files().put("/opt/cni/bin/" + plugin, "A program of the lab.\n", 0755);
    }
    host.files()
        .put(
            "/etc/cni/net.d/10-calico.conflist",
            "{\"name\": \"k8s-pod-network\", \"plugins\": [{\"type\": \"calico\"}]}\n",
            0600);
    host.files().put("/var/lib/calico/nodename", membership.node() + "\n", 0644);
    link(
        host,
        "vxlan.calico",
        "vxlan",
        size,
        membership.address(),
        subnet(membership).replaceFirst("/.*", "/32"));
  }

  private String subnet(KubeHost.Membership membership) {
    return cluster
        .get(Kind.NODE, "", membership.node())
        .map(node -> Trees.text(node, "spec", "podCIDR"))
        .orElse("10.244.0.0/24");
  }

  private static void link(
      KubeHost host, String name, String kind, int mtu, String local, String address) {
    boolean there = host.interfaces().links().stream().anyMatch(link -> link.name().equals(name));
    if (!there) {
      host.interfaces()
          .add(
              name,
              kind,
              mtu,
              Optional.of(local).filter(text -> !text.isEmpty()),
              Map.of(address, ""));
    }
  }
}
