package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ControlPlane;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.engine.run.Way;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Durations;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.resources.runner.RunnerValues;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.resources.ssh.SshWays;
import dev.holdfast.resources.tree.Trees;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an object of `k8s_node` comes to for `runner/bootstrap`.
///
/// @param object the resource as planned or stored, wholly known
record NodeInputs(Value.Obj object) {
  private static final Duration DRAIN = Duration.ofMinutes(5);

  /// A part of an object, and where it stands.
  private record Place(Path at, Value value) {}

  String name() {
    return text(object, "name").orElse("(not known yet)");
  }

  private Value cluster() {
    return object.get("cluster");
  }

  String clusterName() {
    return text(cluster(), "name").orElse("");
  }

  /// Names of the cluster's control planes.
  Map<String, Value> planes() {
    return Trees.elements(Values.attribute(cluster(), "control_planes"));
  }

  boolean controls() {
    return text(object, "role").equals(Optional.of(Role.CONTROL_PLANE.group()));
  }

  /// The address of the node: its own, else the one in the table of control planes.
  Optional<String> nodeIp() {
    return text(object.get("network"), "node_ip")
        .or(() -> plane().flatMap(plane -> text(plane, "node_ip")));
  }

  private Optional<Value> plane() {
    return Optional.ofNullable(planes().get(name()));
  }

  /// The way to the machine: its own, else the one in the table of control planes.
  private Place ssh() {
    Value own = object.get("ssh");
    return own.isNull()
        ? new Place(
            planePath(name()).attribute("ssh"),
            plane().map(plane -> Values.attribute(plane, "ssh")).orElse(Values.NULL))
        : new Place(Path.of("ssh"), own);
  }

  private static Path planePath(String name) {
    return Path.of("cluster", "control_planes").key(name);
  }

  /// What the machine is to be.
  ///
  /// @param waiting whether a machine that does not answer yet is waited for
  /// @throws StepFailure for ways that cannot be gone
  NodeSpec spec(SshAccess access, boolean waiting) {
    Place ssh = ssh();
    if (ssh.value().isNull()) {
      throw StepFailure.of(
          Path.of("ssh"), "Missing argument", "Nothing says how " + name() + " is reached.");
    }
    var ways = new SshWays(access);
    Way way = ways.to(ssh.at(), ssh.value());
    DictValue inputs = inputs(NodeTable.SCHEMA.body(), object);
    if (waiting && SshWays.retries(ssh.value()) > 0) {
      inputs.put("ansible_ssh_retries", Int.of(SshWays.retries(ssh.value())));
    }
    String address =
        nodeIp()
            .orElseThrow(() ->
                StepFailure.of(
                    Path.of("network", "node_ip"),
                    "Missing argument",
                    "Nothing says under which address the others reach " + name() + "."));
    ClusterSpec cluster = cluster(access, cluster());
    try {
      return new NodeSpec(
          name(),
          text(object, "role").flatMap(Role::of).orElseThrow(),
          text(object, "version").orElseThrow(),
          address,
          way,
          cluster,
          inputs);
    } catch (IllegalArgumentException mistake) {
      throw StepFailure.of(Path.of("role"), "Invalid node", String.valueOf(mistake.getMessage()));
    }
  }

  /// The cluster that an object `cluster` describes.
  ///
  /// @throws StepFailure for ways that cannot be gone
  static ClusterSpec cluster(SshAccess access, Value cluster) {
    var ways = new SshWays(access);
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    Trees.elements(Values.attribute(cluster, "control_planes"))
        .forEach((name, plane) ->
            planes.put(
                name,
                new ControlPlane(
                    text(plane, "node_ip").orElseThrow(),
                    ways.to(planePath(name).attribute("ssh"), Values.attribute(plane, "ssh")))));
    try {
      return new ClusterSpec(
          text(cluster, "name").orElseThrow(), text(cluster, "init").orElseThrow(), planes);
    } catch (IllegalArgumentException mistake) {
      throw StepFailure.of(
          Path.of("cluster", "init"), "Invalid cluster", String.valueOf(mistake.getMessage()));
    }
  }

  /// The inputs of the playbooks that the attributes carry.
  static DictValue inputs(Body body, Value object) {
    DictValue inputs = new DictValue();
    for (Attribute attribute : body.attributes()) {
      Value value = Values.attribute(object, attribute.name());
      if (value.isNull()) {
        continue;
      }
      Optional<NodeBinding> binding = NodeBinding.of(attribute);
      if (binding.isPresent()) {
        binding
            .get()
            .input()
            .ifPresent(input -> inputs.put(input, carried(binding.get().form(), value)));
      } else if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body parts)
          && nesting == Nesting.SINGLE) {
        inputs(parts, value).entries().forEach(inputs::put);
      }
    }
    return inputs;
  }

  private static dev.holdfast.language.value.Value carried(NodeBinding.Form form, Value value) {
    return switch (form) {
      case VALUE -> RunnerValues.of(value);
      case SECONDS ->
          Int.of(Values.string(value).flatMap(Durations::parse).orElseThrow().toSeconds());
    };
  }

  /// How the machine leaves.
  ///
  /// @param ended whether all control planes of the cluster have left already
  Removal removal(boolean ended) {
    Value wanted = object.get("on_destroy");
    return new Removal(
        flag(wanted, "drain", true),
        text(wanted, "timeout").flatMap(Durations::parse).orElse(DRAIN),
        flag(wanted, "force", false),
        flag(wanted, "remove_packages", false),
        text(wanted, "on_unreachable").filter("forget"::equals).isPresent()
            ? Removal.Unreachable.FORGET
            : Removal.Unreachable.FAIL,
        ended || flag(wanted, "ends_cluster", false));
  }

  private static boolean flag(Value object, String name, boolean standard) {
    return Values.bool(Values.attribute(object, name)).orElse(standard);
  }

  static Optional<String> text(Value object, String name) {
    return Values.string(Values.attribute(object, name));
  }
}
