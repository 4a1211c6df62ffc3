package dev.holdfast.cli.node;

import dev.holdfast.bootstrap.MeshMember;
import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodePlan;
import dev.holdfast.bootstrap.NodeWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What stands around the phases of a node for a machine of a mesh: it enters before the first of
/// them and leaves after the last.
record MeshPhases(NodeWork.Setup setup, String name, Optional<InventoryNodes.Mesh> mesh) {
  private static final String ENTERS = "The machine enters the mesh";
  private static final String LEAVES = "The machine leaves the mesh";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private MeshMember member(InventoryNodes.Mesh wanted) {
    return new MeshMember(setup.project(), setup.listener(), name, wanted.way(), wanted.inputs());
  }

  /// The step that is missing, where one is. Changes nothing.
  Optional<NodePlan.Step> missing() {
    return mesh.filter(
            wanted -> {
              try (MeshMember member = member(wanted)) {
                return !isIn(member.facts(), wanted);
              }
            })
        .map(_ -> new NodePlan.Step(ENTERS, "its address there is not on it"));
  }

  private static boolean isIn(MeshMember.Facts facts, InventoryNodes.Mesh wanted) {
    return !facts.servers().isEmpty() && facts.addresses().contains(wanted.address());
  }

  /// Brings the machine in, unless it is.
  void enter() {
    mesh.ifPresent(wanted -> {
      try (MeshMember member = member(wanted)) {
        MeshMember.Facts facts = member.facts();
        if (isIn(facts, wanted)) {
          return;
        }
        setup.progress().begins(name, ENTERS);
        if (facts.servers().isEmpty()) {
          // An identity that never registered may be that of a template.
          member.register(wanted.token(), !facts.hostId().isEmpty());
        }
        member.await(List.of(wanted.address()), PATIENCE);
      }
    });
  }

  /// Takes the machine out.
  void leave() {
    mesh.ifPresent(wanted -> {
      setup.progress().begins(name, LEAVES);
      try (MeshMember member = member(wanted)) {
        member.leave(true);
      } catch (NodeException e) {
        // The node is gone from the cluster by now; only what is on the machine stays.
        if (e.kind() != NodeException.Kind.UNREACHABLE) {
          throw e;
        }
        setup.progress().begins(name, "It does not answer, so the client stays on it");
      }
    });
  }
}
