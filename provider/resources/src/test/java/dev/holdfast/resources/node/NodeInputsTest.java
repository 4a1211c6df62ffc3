package dev.holdfast.resources.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.Text;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.transport.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What attributes come to for the playbooks.
class NodeInputsTest {

  /// Inputs that no attribute carries by itself, and why.
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("kubernetes_minor", "follows from the version"),
          Map.entry("cluster_control_planes", "names and addresses of cluster.control_planes"),
          Map.entry("node_name", "part of the specification"),
          Map.entry("node_role", "part of the specification"),
          Map.entry("node_ip", "part of the specification"),
          Map.entry("holdfast_become", "follows from who logs in"),
          Map.entry("join_token", "made for one join"),
          Map.entry("join_certificate_key", "made for one join"),
          Map.entry("join_ca_hash", "asked of the cluster"),
          Map.entry("drain_timeout", "part of the removal"),
          Map.entry("drain_force", "part of the removal"));

  private static Stream<String> carried(Body body) {
    return body.attributes().stream()
        .flatMap(attribute ->
            Stream.concat(
                NodeBinding.of(attribute).flatMap(NodeBinding::input).stream(), below(attribute)));
  }

  private static Stream<String> below(Attribute attribute) {
    return attribute.type() instanceof AttributeType.Nested(_, Body parts)
        ? carried(parts)
        : Stream.of();
  }

  @Test
  void every_input_is_carried_by_one_attribute_or_has_a_reason_why_not() {
    try (NodeProject project = NodeProject.packaged()) {
      List<String> carried = carried(NodeTable.SCHEMA.body()).toList();
      assertThat(carried).doesNotHaveDuplicates();
      assertThat(carried).doesNotContainAnyElementsOf(OTHERWISE.keySet());
      assertThat(
              Stream.concat(
                  carried.stream().filter(input -> !input.startsWith("preflight_")),
                  OTHERWISE.keySet().stream()))
          .containsExactlyInAnyOrderElementsOf(project.inputs());
    }
  }

  static List<Arguments> values() {
    Value texts = NodeResults.texts(List.of("a", "b"));
    Value table = new Value.MapOf(Map.of("k", Value.of("v")));
    Value taint =
        new Value.MapOf(
            Map.of(
                "dedicated",
                new Value.Obj(
                    Map.of("value", Value.of("edge"), "effect", Value.of("NoSchedule")))));
    return List.of(
        Arguments.of("cluster.pod_cidrs", texts, "cluster_pod_cidrs", "['a', 'b']"),
        Arguments.of("cluster.api_args", table, "cluster_api_args", "{'k': 'v'}"),
        Arguments.of("cluster.endpoint.port", Value.of(7000), "cluster_endpoint_port", "7000"),
        Arguments.of("cluster.cni.mtu", Value.of(1370), "cni_mtu", "1370"),
        Arguments.of("network.interface", Value.of("netmaker"), "node_interface", "netmaker"),
        Arguments.of("network.wait_for_address", Value.of("3m"), "node_wait_for_address", "180"),
        Arguments.of(
            "runtime.registry_mirrors",
            new Value.MapOf(Map.of("docker.io", texts)),
            "runtime_registry_mirrors",
            "{'docker.io': ['a', 'b']}"),
        Arguments.of("kubelet.swap", Value.of(true), "node_swap", "True"),
        Arguments.of(
            "kubelet.config_patch",
            new Value.Dynamic(
                Type.objectOf(Map.of("podPidsLimit", Type.NUMBER)),
                new Value.Obj(Map.of("podPidsLimit", Value.of(100)))),
            "node_kubelet_patch",
            "{'podPidsLimit': 100}"),
        Arguments.of("packages.trusted", Value.of(true), "kubernetes_repository_trusted", "True"),
        Arguments.of("preflight.clock_skew", Value.of("90s"), "preflight_skew", "90"),
        Arguments.of("labels", table, "node_labels", "{'k': 'v'}"),
        Arguments.of(
            "taints",
            taint,
            "node_taints",
            "{'dedicated': {'value': 'edge', 'effect': 'NoSchedule'}}"),
        Arguments.of("on_destroy.grace", Value.of("30s"), "drain_grace_period", "30"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void values_are_written_as_the_playbooks_take_them(
      String attribute, Value value, String input, String text) {
    NodeSpec spec = spec(NodeObjects.at(NodeObjects.worker(), NodeObjects.path(attribute), value));
    assertThat(spec.inputs().get(input).map(Text::str))
        .hasValueSatisfying(found -> assertThat(sorted(found)).isEqualTo(sorted(text)));
  }

  /// Maps of Java have no order that a test may count on.
  private static List<Integer> sorted(String text) {
    return text.chars().sorted().boxed().toList();
  }

  private static NodeSpec spec(Value.Obj node) {
    return new NodeInputs(node).spec(NodeObjects.ACCESS, false);
  }

  @Test
  void what_is_left_out_is_no_input() {
    assertThat(spec(NodeObjects.worker()).inputs().entries().keySet().stream().map(Text::str))
        .containsExactlyInAnyOrder("kubernetes_version", "cluster_name");
  }

  @Test
  void a_control_plane_is_reached_as_the_table_of_control_planes_says() {
    NodeSpec spec = spec(NodeObjects.controlPlane("cp2"));
    assertThat(spec.nodeIp()).isEqualTo("10.0.0.2");
    assertThat(spec.way().target())
        .isInstanceOfSatisfying(
            Target.Ssh.class, ssh -> assertThat(ssh.host().host()).isEqualTo("10.0.0.2"));
    Value.Obj own = NodeObjects.controlPlane("cp2").with("ssh", NodeObjects.ssh("192.0.2.9"));
    assertThat(spec(own).way().target())
        .isInstanceOfSatisfying(
            Target.Ssh.class, ssh -> assertThat(ssh.host().host()).isEqualTo("192.0.2.9"));
  }

  @Test
  void a_machine_that_boots_is_waited_for_only_where_that_is_wanted() {
    Value ssh =
        NodeObjects.ssh("10.0.1.1")
            .with(
                "timeouts",
                new Value.Obj(Map.of("reachable", Value.of("5m"), "connect", Values.NULL)));
    var node = new NodeInputs(NodeObjects.worker().with("ssh", ssh));
    assertThat(node.spec(NodeObjects.ACCESS, false).inputs().get("ansible_ssh_retries")).isEmpty();
    assertThat(
            node.spec(NodeObjects.ACCESS, true).inputs().get("ansible_ssh_retries").map(Text::str))
        .contains("15");
  }

  @Test
  void what_is_known_too_late_to_be_an_error_of_the_plan_is_one_all_the_same() {
    Value.Obj stranger = NodeObjects.worker().with("role", Value.of("control_plane"));
    assertThatThrownBy(() -> spec(stranger))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("w1 is a control plane and is missing");
    Value.Obj headless =
        NodeObjects.at(NodeObjects.worker(), Path.of("cluster", "init"), Value.of("cp9"));
    assertThatThrownBy(() -> spec(headless))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("cp9 is to create the cluster edge");
  }

  @Test
  void a_node_leaves_as_it_was_told_to() {
    assertThat(new NodeInputs(NodeObjects.worker()).removal(false))
        .isEqualTo(
            new Removal(
                true, Duration.ofMinutes(5), false, false, Removal.Unreachable.FAIL, false));
    Value.Obj told = NodeObjects.worker();
    for (Map.Entry<String, Value> each :
        Map.of(
                "drain", Value.of(false),
                "timeout", Value.of("1m"),
                "force", Value.of(true),
                "remove_packages", Value.of(true),
                "on_unreachable", Value.of("forget"),
                "ends_cluster", Value.of(true))
            .entrySet()) {
      told = NodeObjects.at(told, Path.of("on_destroy", each.getKey()), each.getValue());
    }
    assertThat(new NodeInputs(told).removal(false))
        .isEqualTo(
            new Removal(
                false, Duration.ofMinutes(1), true, true, Removal.Unreachable.FORGET, true));
  }
}
