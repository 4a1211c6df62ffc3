package dev.holdfast.resources.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a plan refuses.
class NodeChecksTest {

  private static Value.Obj worker(String attribute, Value value) {
    return NodeObjects.at(NodeObjects.worker(), NodeObjects.path(attribute), value);
  }

  private static Value ranges(String... ranges) {
    return NodeResults.texts(List.of(ranges));
  }

  private static Diagnostics checked(Value.Obj node) {
    var diagnostics = new Diagnostics();
    NodeChecks.run(node, diagnostics);
    return diagnostics;
  }

  static List<Arguments> mistakes() {
    Value.Obj meshed = worker("network.vpn_unit", Value.of("netclient.service"));
    return List.of(
        Arguments.of(
            NodeObjects.controlPlane("cp3"), "role", "missing among cluster.control_planes"),
        Arguments.of(NodeObjects.worker().with("name", Value.of("cp1")), "role", "stands among"),
        Arguments.of(NodeObjects.worker().with("ssh", Values.NULL), "ssh", "how the worker w1"),
        Arguments.of(
            NodeObjects.worker().with("network", Values.NULL), "network.node_ip", "A worker needs"),
        Arguments.of(
            NodeObjects.at(
                NodeObjects.controlPlane("cp1"),
                Path.of("network", "node_ip"),
                Value.of("10.0.0.9")),
            "network.node_ip",
            "10.0.0.9 here and 10.0.0.1"),
        Arguments.of(
            worker("network.node_ip", Value.of("10.0.0.2")),
            "network.node_ip",
            "address of the control plane cp2"),
        Arguments.of(
            worker("cluster.pod_cidrs", ranges("10.0.1.0/24")),
            "network.node_ip",
            "10.0.1.1 lies in"),
        Arguments.of(
            worker("cluster.service_cidrs", ranges("10.0.0.0/30")),
            "cluster.control_planes[\"cp1\"].node_ip",
            "10.0.0.1 lies in"),
        Arguments.of(
            NodeObjects.at(
                worker("cluster.pod_cidrs", ranges("10.244.0.0/16")),
                Path.of("cluster", "service_cidrs"),
                ranges("10.244.128.0/20")),
            "cluster.service_cidrs[0]",
            "overlaps 10.244.0.0/16 (cluster.pod_cidrs[0])"),
        Arguments.of(
            worker("cluster.init", Value.of("w1")), "cluster.init", "none of its control planes"),
        Arguments.of(
            NodeObjects.at(meshed, Path.of("cluster", "cni", "backend"), Value.of("wireguard")),
            "cluster.cni.backend",
            "port 51821"),
        Arguments.of(
            NodeObjects.at(meshed, Path.of("cluster", "cni", "backend"), Value.of("host-gw")),
            "cluster.cni.backend",
            "one segment"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_named_where_it_stands(Value.Obj node, String place, String words) {
    assertThat(checked(node).all())
        .anySatisfy(found -> {
          assertThat(found.path().toString()).isEqualTo(place);
          assertThat(found.detail()).contains(words);
        });
  }

  static List<Value.Obj> fine() {
    return List.of(
        NodeObjects.worker(),
        NodeObjects.controlPlane("cp2"),
        worker("cluster.pod_cidrs", ranges("10.244.0.0/16", "fd00::/56")),
        worker("network.node_ip", Values.UNKNOWN),
        worker("cluster.control_planes", Values.UNKNOWN),
        NodeObjects.worker().with("cluster", Values.UNKNOWN),
        NodeObjects.worker().with("name", Values.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("fine")
  void what_is_right_or_not_known_yet_is_no_mistake(Value.Obj node) {
    assertThat(checked(node).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "version, 1.36.4, true",
        "version, 1.37.0, true",
        "version, v1.36.4, false",
        "version, 1.36, false",
        "version, 1.34.9, false",
        "version, 1.38.0, false",
        "name, w1, true",
        "name, w1.home, false",
        "name, W1, false",
        "name, -w, false",
        "cluster.cni.version, 0.28.9, true",
        "cluster.cni.version, v0.28.9, false",
        "kubelet.system_reserved, auto, true",
        "kubelet.system_reserved, 256Mi, true",
        "kubelet.system_reserved, 256 MB, false",
        "network.vpn_unit, netclient.service, true",
        "network.vpn_unit, netclient, false",
      })
  void texts_have_their_form(String attribute, String text, boolean good) {
    assertThat(valid(attribute, Value.of(text))).isEqualTo(good);
  }

  @Test
  void an_mtu_is_one_that_both_families_can_use() {
    assertThat(valid("cluster.cni.mtu", Value.of(1280))).isTrue();
    assertThat(valid("cluster.cni.mtu", Value.of(1279))).isFalse();
    assertThat(valid("cluster.cni.mtu", Value.of(9000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "site, attic, true",
    "example.com/site, '', true",
    "site, a b, false",
    "Example.com/site, x, false",
    "example.com/, x, false",
    "-site, x, false",
  })
  void labels_have_the_form_of_kubernetes(String key, String value, boolean good) {
    assertThat(valid("labels", new Value.MapOf(Map.of(key, Value.of(value))))).isEqualTo(good);
  }

  private static boolean valid(String attribute, Value value) {
    var found = new Diagnostics();
    Path path = NodeObjects.path(attribute);
    var body = NodeTable.SCHEMA.body();
    var steps = List.of(attribute.split("\\."));
    for (String group : steps.subList(0, steps.size() - 1)) {
      if (body.attribute(group).orElseThrow().type()
          instanceof dev.holdfast.framework.schema.AttributeType.Nested(_, var parts)) {
        body = parts;
      }
    }
    Validators.run(body.attribute(steps.getLast()).orElseThrow(), path, value, found);
    return !found.hasErrors();
  }
}
