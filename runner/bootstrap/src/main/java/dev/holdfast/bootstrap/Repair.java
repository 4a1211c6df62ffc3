package dev.holdfast.bootstrap;

import java.util.ArrayList;
import java.util.List;

/// What an earlier run, or somebody else, left behind and what must be mended before a machine can
/// join: kubeadm itself refuses it, or goes on with it and stays stuck.
sealed interface Repair {

  /// In words, for a plan.
  String title();

  /// The machine forgets what was begun on it.
  record ResetMachine(String why) implements Repair {
    @Override
    public String title() {
      return "Reset the machine: " + why;
    }
  }

  /// etcd forgets a member that never started, or whose data is gone. While there is a learner,
  /// etcd takes no other.
  record RemoveMember() implements Repair {
    @Override
    public String title() {
      return "Remove the member of etcd that an interrupted join left";
    }
  }

  /// The cluster forgets a node that another machine was.
  record DeleteNode() implements Repair {
    @Override
    public String title() {
      return "Delete the node that another machine was";
    }
  }

  /// What has to be mended, in order.
  ///
  /// @throws NodeException when it must not be mended by a program
  static List<Repair> of(Situation situation) {
    NodeSpec spec = situation.spec();
    NodeFacts machine = situation.machine();
    refuseForeign(situation);
    List<Repair> repairs = new ArrayList<>();
    if (situation.halfCreated()) {
      if (!machine.marker().text("node").isEmpty()) {
        throw NodeException.refused(
            "%s holds the cluster %s, and its API server does not answer. Nothing is reset, for it may be the only copy. Look at it: journalctl -u kubelet, crictl ps -a."
                .formatted(spec.name(), spec.cluster().name()));
      }
      if (!machine.has(NodeFacts.ADMIN) || !machine.has(NodeFacts.ETCD_DATA)) {
        repairs.add(new Repair.ResetMachine("the creation of the cluster was interrupted"));
      }
      return repairs;
    }
    if (situation.isNode()) {
      return repairs;
    }
    if (machine.joined() && situation.cluster().isPresent()) {
      repairs.add(
          new Repair.ResetMachine(
              situation.node().isPresent()
                  ? "the cluster knows another machine under this name"
                  : "it was joined, and the cluster does not know it"));
    }
    boolean memberLeft =
        situation.cluster().flatMap(facts -> facts.memberAt(spec.nodeIp())).isPresent();
    if (spec.role() == Role.CONTROL_PLANE && memberLeft) {
      repairs.add(new Repair.RemoveMember());
    }
    if (situation.nodeIsAnother()) {
      if (situation.node().orElseThrow().ready()) {
        throw NodeException.refused(
            "%s is the name of another machine that is a ready node of %s. Give this one another name, or remove that one first."
                .formatted(spec.name(), spec.cluster().name()));
      }
      repairs.add(new Repair.DeleteNode());
    }
    return repairs;
  }

  private static void refuseForeign(Situation situation) {
    NodeFacts machine = situation.machine();
    String noted = machine.marker().text("cluster");
    String wanted = situation.spec().cluster().name();
    boolean otherName = !noted.isEmpty() && !noted.equals(wanted);
    boolean otherAuthority =
        !machine.caHash().isEmpty()
            && situation
                .cluster()
                .filter(facts -> !facts.caHash().equals(machine.caHash()))
                .isPresent();
    if (machine.joined() && (otherName || otherAuthority)) {
      throw NodeException.refused(
          "%s is a node of another cluster%s. Remove it there first, or reset it: kubeadm reset."
              .formatted(situation.spec().name(), noted.isEmpty() ? "" : " (" + noted + ")"));
    }
  }
}
