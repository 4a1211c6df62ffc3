package dev.holdfast.resources.node;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.resources.ssh.SshSettings;
import dev.holdfast.resources.ssh.SshTable;
import java.util.List;
import java.util.Map;

/// Objects of `k8s_node` for tests.
final class NodeObjects {
  static final String KEY = "SHA256:" + "A".repeat(43);

  private NodeObjects() {}

  /// A provider with one password.
  static final SshAccess ACCESS =
      SshSettings.access(
          new Value.Obj(
              Map.of(
                  "ssh",
                  new Value.Obj(
                      Map.of(
                          "profiles",
                          new Value.MapOf(
                              Map.of(
                                  "default",
                                  new Value.Obj(Map.of("password", Value.of("x"))))))))));

  static Value.Obj ssh(String host) {
    return Values.nullObject(Schema.of("", SshTable.ATTRIBUTES).type())
        .with("host", Value.of(host))
        .with("host_key", Value.of(KEY));
  }

  static Value.Obj plane(String address) {
    return new Value.Obj(Map.of("node_ip", Value.of(address), "ssh", ssh(address)));
  }

  private static Value.Obj empty(Type type) {
    return type instanceof Type.Obj object ? Values.nullObject(object) : new Value.Obj(Map.of());
  }

  /// The cluster `edge` of cp1 (10.0.0.1) and cp2 (10.0.0.2).
  static Value.Obj cluster() {
    Type type = ClusterTable.ATTRIBUTE.type().type();
    return empty(type)
        .with("name", Value.of("edge"))
        .with("init", Value.of("cp1"))
        .with(
            "control_planes",
            new Value.MapOf(Map.of("cp1", plane("10.0.0.1"), "cp2", plane("10.0.0.2"))));
  }

  static Value.Obj controlPlane(String name) {
    return Values.nullObject(NodeTable.SCHEMA.type())
        .with("name", Value.of(name))
        .with("role", Value.of("control_plane"))
        .with("version", Value.of("1.36.4"))
        .with("cluster", cluster());
  }

  /// w1 at 10.0.1.1.
  static Value.Obj worker() {
    Value.Obj plain =
        controlPlane("w1").with("role", Value.of("worker")).with("ssh", ssh("10.0.1.1"));
    return at(plain, Path.of("network", "node_ip"), Value.of("10.0.1.1"));
  }

  /// A node after an apply.
  static Value.Obj made(Value.Obj node) {
    return node.with("node_uid", Value.of("uid"))
        .with("machine_id", Value.of("machine"))
        .with("ca_hash", Value.of("sha256:ca"))
        .with("ready", Value.of(true))
        .with("reachable", Value.of(true))
        .with("kubelet_version", Value.of("1.36.4"))
        .with("addresses", NodeResults.texts(List.of("10.0.1.1")))
        .with("pending", NodeResults.texts(List.of()));
  }

  /// The node with another value at a path of attributes.
  static Value.Obj at(Value.Obj node, Path path, Value value) {
    return at(node, NodeTable.SCHEMA.type(), path.steps(), value);
  }

  private static Value.Obj at(Value.Obj object, Type.Obj type, List<Path.Step> steps, Value value) {
    if (!(steps.getFirst() instanceof Path.Step.Attribute(String name))) {
      throw new IllegalArgumentException("only attributes");
    }
    if (steps.size() == 1) {
      return object.with(name, value);
    }
    Type below = type.attributes().get(name);
    if (!(below instanceof Type.Obj group)) {
      throw new IllegalArgumentException(name + " is no group");
    }
    Value.Obj inner =
        object.get(name) instanceof Value.Obj there ? there : Values.nullObject(group);
    return object.with(name, at(inner, group, steps.subList(1, steps.size()), value));
  }

  static Path path(String dotted) {
    Path path = Path.ROOT;
    for (String name : dotted.split("\\.")) {
      path = path.attribute(name);
    }
    return path;
  }
}
