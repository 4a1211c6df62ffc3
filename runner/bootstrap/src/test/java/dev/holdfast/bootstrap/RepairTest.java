package dev.holdfast.bootstrap;

import static dev.holdfast.bootstrap.Situations.CA;
import static dev.holdfast.bootstrap.Situations.bare;
import static dev.holdfast.bootstrap.Situations.joined;
import static dev.holdfast.bootstrap.Situations.machine;
import static dev.holdfast.bootstrap.Situations.member;
import static dev.holdfast.bootstrap.Situations.node;
import static dev.holdfast.bootstrap.Situations.spec;
import static dev.holdfast.bootstrap.Situations.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RepairTest {
  private static final ClusterFacts.Node FIRST = node("cp1", "m1", true, "10.20.0.1");

  private static Optional<ClusterFacts> with(ClusterFacts.Node... more) {
    List<ClusterFacts.Node> nodes = Stream.concat(Stream.of(FIRST), Stream.of(more)).toList();
    return Optional.of(there(nodes, List.of(member("cp1", 1, false))));
  }

  static Stream<Arguments> left() {
    return Stream.of(
        Arguments.of("a new worker", "w1", bare("m9"), with(), List.of()),
        Arguments.of(
            "a worker that is one",
            "w1",
            joined("m9", ""),
            with(node("w1", "m9", true, "x")),
            List.of()),
        Arguments.of(
            "a join that was cut off before the node registered",
            "w1",
            joined("m9", ""),
            with(),
            List.of("ResetMachine")),
        Arguments.of(
            "a machine that was made anew under an old name",
            "w1",
            bare("m9"),
            with(node("w1", "m8", false, "x")),
            List.of("DeleteNode")),
        Arguments.of(
            "one that was joined under the name of a dead one",
            "w1",
            joined("m9", ""),
            with(node("w1", "m8", false, "x")),
            List.of("ResetMachine", "DeleteNode")),
        Arguments.of(
            "a learner of a control plane that never started",
            "cp2",
            bare("m2"),
            Optional.of(
                there(List.of(FIRST), List.of(member("cp1", 1, false), member("", 2, true)))),
            List.of("RemoveMember")),
        Arguments.of(
            "a control plane whose disk was lost",
            "cp2",
            bare("m2"),
            Optional.of(
                there(
                    List.of(FIRST, node("cp2", "m1", false, "10.20.0.2")),
                    List.of(member("cp1", 1, false), member("cp2", 2, false)))),
            List.of("RemoveMember", "DeleteNode")),
        Arguments.of(
            "a learner of somebody else",
            "cp2",
            bare("m2"),
            Optional.of(
                there(List.of(FIRST), List.of(member("cp1", 1, false), member("", 3, true)))),
            List.of()),
        Arguments.of(
            "a creation that was cut off before the API server",
            "cp1",
            joined("m1", ""),
            Optional.empty(),
            List.of("ResetMachine")),
        Arguments.of(
            "a creation that was cut off behind the API server",
            "cp1",
            joined("m1", ", \"/etc/kubernetes/admin.conf\": true, \"/var/lib/etcd/member\": true"),
            Optional.empty(),
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("left")
  void what_was_left_is_mended_in_order(
      String what,
      String name,
      NodeFacts machine,
      Optional<ClusterFacts> cluster,
      List<String> wanted) {
    assertThat(Repair.of(new Situation(spec(name), machine, cluster)))
        .extracting(repair -> repair.getClass().getSimpleName())
        .isEqualTo(wanted);
  }

  @Test
  void a_ready_node_of_the_same_name_is_never_deleted() {
    Situation situation = new Situation(spec("w1"), bare("m9"), with(node("w1", "m8", true, "x")));
    assertThatThrownBy(() -> Repair.of(situation))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("w1 is the name of another machine");
  }

  @Test
  void a_node_of_another_cluster_is_left_alone() {
    NodeFacts other =
        machine(
            "{\"machine_id\": \"m9\", \"ca_hash\": \"sha256:bb\", \"files\": {\"/etc/kubernetes/kubelet.conf\": true}, \"marker\": {\"cluster\": \"home\"}}");
    assertThat(CA).isNotEqualTo("sha256:bb");
    assertThatThrownBy(() -> Repair.of(new Situation(spec("w1"), other, with())))
        .hasMessage(
            "w1 is a node of another cluster (home). Remove it there first, or reset it: kubeadm reset.");
  }

  @Test
  void a_first_control_plane_that_may_hold_the_only_copy_is_never_reset() {
    NodeFacts silent =
        machine(
            "{\"machine_id\": \"m1\", \"files\": {\"/etc/kubernetes/kubelet.conf\": true}, \"marker\": {\"cluster\": \"edge\", \"node\": \"cp1\"}}");
    assertThatThrownBy(() -> Repair.of(new Situation(spec("cp1"), silent, Optional.empty())))
        .hasMessageContaining("Nothing is reset");
  }

  @Test
  void removal_keeps_a_majority() {
    ClusterFacts three =
        there(
            List.of(
                FIRST, node("cp2", "m2", true, "10.20.0.2"), node("cp3", "m3", false, "10.20.0.3")),
            List.of(member("cp1", 1, false), member("cp2", 2, false), member("cp3", 3, false)));
    Removal.guard(spec("cp3"), three);
    assertThatThrownBy(() -> Removal.guard(spec("cp2"), three))
        .hasMessageContaining("only 1 of 2 members of etcd");
  }
}
