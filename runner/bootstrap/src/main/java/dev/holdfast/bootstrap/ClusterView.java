package dev.holdfast.bootstrap;

import dev.holdfast.language.value.DictValue;
import java.util.List;
import java.util.Optional;

/// What a cluster is, asked of the first of its control planes that answers. Changes nothing on
/// machines but what [#kubeconfig] makes.
public final class ClusterView implements AutoCloseable {
  private final NodeSpec spec;
  private final Playing playing;
  private final Cluster cluster;

  // Nobody listens to its tasks: what they print may hold the key of a login.
  public ClusterView(NodeProject project, ClusterSpec cluster) {
    ControlPlane first =
        Optional.ofNullable(cluster.controlPlanes().get(cluster.init())).orElseThrow();
    this.spec =
        new NodeSpec(
            cluster.init(),
            Role.CONTROL_PLANE,
            project.version(),
            first.nodeIp(),
            first.way(),
            cluster,
            new DictValue());
    this.playing = new Playing(project, _ -> {});
    this.cluster = new Cluster(spec, playing);
  }

  /// A cluster as its API knows it.
  ///
  /// @param caHash of its authority, in the form that kubeadm takes
  public record Seen(String caHash, List<Node> nodes, List<Member> members) {}

  /// A node of it.
  public record Node(
      String name, Role role, String uid, boolean ready, String version, List<String> addresses) {}

  /// A member of its etcd.
  ///
  /// @param name empty for one that was announced and never started
  /// @param learner whether it has no vote yet
  public record Member(String name, List<String> peers, boolean learner) {}

  /// What the cluster is.
  ///
  /// @throws NodeException when no control plane answers
  public Seen read() {
    ClusterFacts facts = facts();
    return new Seen(
        facts.caHash(),
        facts.nodes().stream().map(ClusterView::node).toList(),
        facts.members().stream()
            .map(member -> new Member(member.name(), member.peers(), member.learner()))
            .toList());
  }

  private static Node node(ClusterFacts.Node node) {
    return new Node(
        node.name(),
        node.labels().containsKey("node-role.kubernetes.io/control-plane")
            ? Role.CONTROL_PLANE
            : Role.WORKER,
        node.uid(),
        node.ready(),
        node.version(),
        node.addresses());
  }

  private ClusterFacts facts() {
    return cluster
        .facts(true)
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.UNREACHABLE,
                "No control plane of %s answers: %s."
                    .formatted(spec.cluster().name(), cluster.why())));
  }

  /// A login of its own to the cluster, signed by it for a while.
  ///
  /// @throws NodeException when no control plane answers, or it makes none
  public Kubeconfig kubeconfig(Kubeconfig.Wanted wanted) {
    facts();
    return Kubeconfig.of(cluster.run("kubeconfig.yml", wanted.variables()));
  }

  /// Stops at once whatever runs.
  public void cancel() {
    playing.cancel();
  }

  @Override
  public void close() {
    playing.close();
  }
}
