package dev.holdfast.lab.kube;

import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.LabWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The machines of a lab that may become nodes, and the way from one to the API server on another:
/// only over an address of a site that both are in.
public final class KubeWorld {
  private static final String PROXY = "holdfast-api.service";

  private final List<KubeHost> hosts = new ArrayList<>();

  /// Offers the packages of Kubernetes to machines.
  public static void offer(LabWorld world) {
    KubernetesPackages.offer(world.repositories(), world.web());
  }

  /// The models of a machine that may become a node.
  public synchronized Map<String, Program> programs(DebianMachine.Parts parts) {
    KubeHost host = new KubeHost(parts);
    hosts.removeIf(old -> old.machine().equals(host.machine()));
    hosts.add(host);
    return Map.of(
        "kubeadm", new Kubeadm(this, host),
        "kubectl", new Kubectl(this, host),
        "kubelet", call -> KubernetesPackages.kubelet(host, call),
        "crictl", new Crictl(host),
        "containerd", call -> KubernetesPackages.containerd(host, call));
  }

  synchronized List<KubeHost> hosts() {
    return List.copyOf(hosts);
  }

  /// The machine behind a node of a cluster, if it still is one.
  Optional<KubeHost> node(KubeCluster cluster, String name) {
    return hosts().stream()
        .filter(host ->
            host.membership()
                .filter(known -> known.cluster() == cluster && known.node().equals(name))
                .isPresent())
        .findFirst();
  }

  /// The cluster whose API server answers at an address, seen from a machine.
  Optional<KubeCluster> api(KubeHost from, String address) {
    Set<String> sites = new HashSet<>(from.interfaces().sites().values());
    return hosts().stream()
        .filter(host -> sites.contains(host.interfaces().sites().getOrDefault(address, " ")))
        .filter(host -> host.runs("kube-apiserver") && host.runs("etcd"))
        .flatMap(host -> host.membership().stream())
        .map(KubeHost.Membership::cluster)
        .filter(this::hasMajority)
        .findFirst();
  }

  /// The same by `host:port`, where a name is the machine's own proxy.
  Optional<KubeCluster> endpoint(KubeHost from, String endpoint) {
    String host = endpoint.replaceFirst(":[0-9]+$", "");
    String port = endpoint.substring(host.length()).replaceFirst("^:", "");
    if (host.matches("[0-9.]+|\\[.*]")) {
      return api(from, host.replaceAll("[\\[\\]]", ""));
    }
    boolean named =
        from.files()
            .maybe("/etc/hosts")
            .filter(text -> text.lines().anyMatch(line -> line.equals("127.0.0.1 " + host)))
            .isPresent();
    boolean runs = from.units().state(PROXY) == dev.holdfast.lab.program.Units.State.ACTIVE;
    String settings = from.files().maybe("/etc/holdfast/api-proxy.cfg").orElse("");
    if (!named || !runs || !settings.contains("bind 127.0.0.1:" + port + "\n")) {
      return Optional.empty();
    }
    return settings
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("server "))
        .map(line -> line.split("\\s+")[2].replaceFirst(":6443$", "").replaceAll("[\\[\\]]", ""))
        .flatMap(address -> api(from, address).stream())
        .findFirst();
  }

  /// Whether more than half of etcd's members run.
  private boolean hasMajority(KubeCluster cluster) {
    List<KubeCluster.Member> members = cluster.members();
    long alive =
        members.stream()
            .filter(member ->
                hosts().stream()
                    .filter(host -> host.runs("etcd"))
                    .anyMatch(host ->
                        host.membership()
                            .filter(known -> known.cluster() == cluster)
                            .filter(known -> known.address().equals(member.address()))
                            .isPresent()))
            .count();
    return alive * 2 > members.size();
  }
}
