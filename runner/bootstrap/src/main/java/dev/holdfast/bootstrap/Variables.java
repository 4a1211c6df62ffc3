package dev.holdfast.bootstrap;

import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Target;

/// What the playbooks are told of a machine.
final class Variables {
  private Variables() {}

  /// The variables of every playbook about a machine; those that its user gave, and what follows
  /// from what it is to be.
  static DictValue of(NodeSpec spec) {
    DictValue variables = DictValue.copyOf(spec.inputs());
    variables.put("node_name", Str.of(spec.name()));
    variables.put("node_role", Str.of(spec.role().group()));
    variables.put("node_ip", Str.of(spec.nodeIp()));
    variables.put("kubernetes_version", Str.of(spec.version()));
    variables.put("cluster_name", Str.of(spec.cluster().name()));
    DictValue addresses = new DictValue();
    spec.cluster()
        .controlPlanes()
        .forEach((name, plane) -> addresses.put(name, Str.of(plane.nodeIp())));
    variables.put("cluster_control_planes", addresses);
    return variables;
  }

  /// The same, with those of one playbook beside them, which count more.
  static DictValue of(NodeSpec spec, DictValue more) {
    DictValue variables = of(spec);
    more.entries().forEach(variables::put);
    return variables;
  }

  /// Whether commands have to become root.
  static Bool become(Way way) {
    return Bool.of(
        switch (way.target()) {
          case Target.Local _ -> true;
          case Target.Ssh ssh -> !ssh.host().user().equals(java.util.Optional.of("root"));
        });
  }
}
