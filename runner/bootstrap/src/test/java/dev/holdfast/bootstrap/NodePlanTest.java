package dev.holdfast.bootstrap;

import static dev.holdfast.bootstrap.Situations.bare;
import static dev.holdfast.bootstrap.Situations.machine;
import static dev.holdfast.bootstrap.Situations.member;
import static dev.holdfast.bootstrap.Situations.node;
import static dev.holdfast.bootstrap.Situations.spec;
import static dev.holdfast.bootstrap.Situations.there;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlanTest {
  private final NodeProject project = NodeProject.packaged();

  @AfterEach
  void close() {
    project.close();
  }

  private static final Optional<ClusterFacts> CLUSTER =
      Optional.of(
          there(
              List.of(node("cp1", "m1", true, "10.20.0.1"), node("w1", "m9", true, "10.20.0.21")),
              List.of(member("cp1", 1, false))));

  private List<String> titles(NodeSpec spec, NodeFacts facts, Optional<ClusterFacts> cluster) {
    return NodePlan.of(new Situation(spec, facts, cluster), sums(spec)).plan().steps().stream()
        .map(NodePlan.Step::title)
        .toList();
  }

  private Map<String, String> sums(NodeSpec spec) {
    return NodePlan.sums(project, Variables.of(spec));
  }

  /// A worker on which an earlier run of the same inputs did everything.
  private NodeFacts done(NodeSpec spec, String version) {
    String steps =
        sums(spec).entrySet().stream()
            .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return machine(
        """
        {"machine_id": "m9", "ca_hash": "sha256:aa",
         "files": {"/etc/kubernetes/kubelet.conf": true},
         "versions": {"kubeadm": "%1$s-1.1", "kubelet": "%1$s-1.1", "kubectl": "%1$s-1.1"},
         "held": ["containerd", "kubeadm", "kubectl", "kubelet"],
         "active": {"containerd.service": "running", "kubelet.service": "running",
                    "holdfast-api.service": "running"},
         "marker": {"cluster": "edge", "node": "w1", "steps": {%2$s}}}
        """
            .formatted(version, steps));
  }

  @Test
  void a_bare_machine_goes_through_all_phases() {
    assertThat(titles(spec("cp1"), bare("m1"), Optional.empty()))
        .containsExactly(
            "The machine is fit to be a node",
            "The address is on the machine",
            "Kernel, network and swap",
            "Packages of Kubernetes, held",
            "The container runtime",
            "The kubelet starts after the mesh and leaves room for SSH",
            "The way to the API servers",
            "The first control plane",
            "The network of the pods",
            "Labels, annotations and taints",
            "The node is ready");
  }

  @Test
  void others_join_and_leave_the_network_to_the_first() {
    assertThat(titles(spec("cp2"), bare("m2"), CLUSTER))
        .contains("The node joins")
        .doesNotContain("The first control plane", "The network of the pods");
  }

  @Test
  void what_is_done_needs_nothing() {
    NodeSpec worker = spec("w1");
    assertThat(titles(worker, done(worker, "1.36.4"), CLUSTER)).isEmpty();
  }

  @Test
  void a_changed_label_touches_labels_only() {
    NodeSpec before = spec("w1");
    NodeSpec after = with(before, "{\"node_labels\": {\"site\": \"attic\"}}");
    NodePlan plan =
        NodePlan.of(new Situation(after, done(before, "1.36.4"), CLUSTER), sums(after)).plan();
    assertThat(plan.steps())
        .containsExactly(
            new NodePlan.Step("Labels, annotations and taints", "its settings changed"),
            new NodePlan.Step("The node is ready", "at the end"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"node_labels\": {\"site\": \"attic\"}}",
        "{\"node_annotations\": {\"owner\": \"us\"}}",
        "{\"node_taints\": {\"edge\": {\"effect\": \"NoSchedule\"}}}"
      })
  void what_somebody_took_from_the_node_is_seen(String inputs) {
    NodeSpec worker = with(spec("w1"), inputs);
    assertThat(titles(worker, done(worker, "1.36.4"), CLUSTER))
        .containsExactly("Labels, annotations and taints", "The node is ready");
  }

  @Test
  void what_the_node_has_and_more_is_no_difference() {
    NodeSpec worker =
        with(
            spec("w1"),
            """
            {"node_labels": {"site": "attic"},
             "node_taints": {"edge": {"value": "", "effect": "NoSchedule"}}}
            """);
    ClusterFacts.Node node =
        ClusterFacts.Node.of(
            Reading.of(
                JsonReader.read(
                    """
                    {"metadata": {"name": "w1", "labels": {"site": "attic", "own": "1"}},
                     "spec": {"taints": [{"key": "edge", "effect": "NoSchedule"},
                                         {"key": "other", "value": "1", "effect": "NoExecute"}]},
                     "status": {"nodeInfo": {"machineID": "m9"},
                                "conditions": [{"type": "Ready", "status": "True"}]}}
                    """)));
    Optional<ClusterFacts> there =
        Optional.of(there(List.of(node), List.of(member("cp1", 1, false))));
    assertThat(titles(worker, done(worker, "1.36.4"), there)).isEmpty();
  }

  private static NodeSpec with(NodeSpec spec, String inputs) {
    return new NodeSpec(
        spec.name(),
        spec.role(),
        spec.version(),
        spec.nodeIp(),
        spec.way(),
        spec.cluster(),
        Reading.of(JsonReader.read(inputs)).values());
  }

  @Test
  void a_package_that_somebody_upgraded_is_seen() {
    NodeSpec worker = spec("w1");
    assertThat(titles(worker, done(worker, "1.36.5"), CLUSTER))
        .containsExactly("Packages of Kubernetes, held", "The node is ready");
  }

  @Test
  void a_node_that_is_not_ready_is_waited_for() {
    NodeSpec worker = spec("w1");
    Optional<ClusterFacts> sick =
        Optional.of(
            there(
                List.of(node("cp1", "m1", true, "10.20.0.1"), node("w1", "m9", false, "x")),
                List.of(member("cp1", 1, false))));
    assertThat(titles(worker, done(worker, "1.36.4"), sick)).containsExactly("The node is ready");
  }

  @Test
  void the_sum_of_a_role_covers_its_files() {
    assertThat(project.sum("kernel")).isNotEqualTo(project.sum("runtime")).hasSize(16);
  }
}
