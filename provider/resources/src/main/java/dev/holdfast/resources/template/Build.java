package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.Upid;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.resources.vm.VmMark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One template in the making, on one node; only the thread of its creation uses it.
final class Build {

  final NodeName node;
  final VmMark mark;
  final List<TemplateStep> steps;

  /// The machine, once it may be there.
  Optional<VmId> id;

  /// The task of the call that made the machine, where its answer came.
  Optional<Upid> creation = Optional.empty();

  /// The work of the server that nobody has waited for to its end yet, by what it is for.
  final Map<TemplateStep, Upid> tasks = new LinkedHashMap<>();

  Build(NodeName node, VmMark mark, List<TemplateStep> steps, Optional<VmId> id) {
    this.node = node;
    this.mark = mark;
    this.steps = List.copyOf(steps);
    this.id = id;
  }

  /// Whether an interrupted run made the machine.
  boolean adopted() {
    return steps.stream().noneMatch(TemplateStep.Create.class::isInstance);
  }

  VmId vm() {
    return id.orElseThrow();
  }
}
