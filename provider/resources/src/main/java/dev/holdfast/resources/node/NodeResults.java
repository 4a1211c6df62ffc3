package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a machine and its cluster tell, as attributes.
final class NodeResults {
  /// All that is told; `pending` is planned.
  static final List<String> TOLD =
      List.of(
          "node_uid",
          "machine_id",
          "ca_hash",
          "ready",
          "reachable",
          "kubelet_version",
          "addresses");

  private NodeResults() {}

  /// What is known now; what nobody could tell is left out.
  private static Map<String, Value> known(NodeState state) {
    Map<String, Value> known = new LinkedHashMap<>();
    known.put("reachable", Value.of(state.reachable()));
    if (!state.machineId().isEmpty()) {
      known.put("machine_id", Value.of(state.machineId()));
    }
    if (!state.caHash().isEmpty()) {
      known.put("ca_hash", Value.of(state.caHash()));
    }
    state
        .node()
        .ifPresent(node -> {
          known.put("node_uid", Value.of(node.uid()));
          known.put("ready", Value.of(node.ready()));
          known.put("kubelet_version", Value.of(node.kubeletVersion()));
          known.put("addresses", texts(node.addresses()));
        });
    return known;
  }

  static Value texts(List<String> texts) {
    return new Value.ListOf(texts.stream().map(Value::of).toList());
  }

  /// The state after a look at the machine.
  static Value.Obj seen(Value.Obj before, NodeState state) {
    Value.Obj seen = before;
    for (Map.Entry<String, Value> each : known(state).entrySet()) {
      seen = seen.with(each.getKey(), each.getValue());
    }
    return seen.with(
        "pending",
        texts(
            state.plan().steps().stream()
                .map(step -> step.title() + " (" + step.why() + ")")
                .toList()));
  }

  /// The state after an apply: what was planned, and what was to be found out.
  static Value.Obj made(Value.Obj plan, NodeState state) {
    Map<String, Value> known = known(state);
    Value.Obj made = plan;
    for (String name : TOLD) {
      if (plan.get(name).isUnknown()) {
        made = made.with(name, known.getOrDefault(name, Values.NULL));
      }
    }
    return made;
  }
}
