package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.Removal;

/// Works on machines. Failures are [dev.holdfast.resources.work.StepFailure].
interface Nodes {

  /// What a machine is. One that does not answer is no failure.
  NodeState read(NodeSpec spec, Bounds bounds);

  /// Makes a machine what it is to be.
  ///
  /// @param doing such as "create node w1"
  NodeState apply(String doing, NodeSpec spec, Bounds bounds);

  /// Takes a machine out of its cluster.
  void remove(NodeSpec spec, Removal removal, Bounds bounds);
}
