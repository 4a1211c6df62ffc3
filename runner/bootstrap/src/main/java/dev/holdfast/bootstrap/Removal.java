package dev.holdfast.bootstrap;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import java.time.Duration;

/// How a machine leaves its cluster.
///
/// @param drain whether its pods are moved first
/// @param patience how long they may take
/// @param force whether pods that no controller has are deleted
/// @param packages whether the packages go too
/// @param unreachable what to do for a machine that does not answer
/// @param lastOne whether the cluster may end with this machine
public record Removal(
    boolean drain,
    Duration patience,
    boolean force,
    boolean packages,
    Unreachable unreachable,
    boolean lastOne) {

  /// What to do for a machine that does not answer.
  public enum Unreachable {
    FAIL,
    /// The cluster forgets it; the machine stays as it is.
    FORGET
  }

  DictValue variables() {
    DictValue variables = new DictValue();
    variables.put("drain_timeout", Int.of(patience.toSeconds()));
    variables.put("drain_force", Bool.of(force));
    return variables;
  }

  /// Refuses a removal after which etcd could not decide any more.
  static void guard(NodeSpec spec, ClusterFacts cluster) {
    long left =
        cluster.members().stream()
            .filter(member -> member.votes() && !member.isAt(spec.nodeIp()))
            .count();
    long alive =
        cluster.members().stream()
            .filter(member -> member.votes() && !member.isAt(spec.nodeIp()))
            .filter(member ->
                cluster.nodes().stream()
                    .anyMatch(
                        node -> node.ready() && node.addresses().stream().anyMatch(member::isAt)))
            .count();
    if (alive * 2 <= left) {
      throw NodeException.refused(
          "Without %s only %d of %d members of etcd would be alive, which cannot decide any more. Repair the other control planes first."
              .formatted(spec.name(), alive, left));
    }
  }

  /// Refuses to leave a cluster that does not answer, unless the cluster is to end.
  void alone(NodeSpec spec, String why) {
    if (!lastOne && unreachable == Unreachable.FAIL) {
      throw new NodeException(
          NodeException.Kind.UNREACHABLE,
          "No other control plane of %s answers: %s. %s would stay in its lists; bring one back, or say that the cluster ends."
              .formatted(spec.cluster().name(), why, spec.name()));
    }
  }
}
