package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Removal;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Works on machines by the packaged playbooks. Nothing else touches `runner/bootstrap`'s work,
/// whose classes are loaded only when there is some.
final class BootstrapNodes implements Nodes {
  private static final Logger LOG = Logger.getLogger(BootstrapNodes.class.getName());

  /// One for each process: the locks keep apart those who work on one cluster.
  static final class Shared {
    static final NodeProject PROJECT = NodeProject.packaged();
    private static final ClusterLocks LOCKS = new ClusterLocks();

    private Shared() {}
  }

  @Override
  public NodeState read(NodeSpec spec, Bounds bounds) {
    return with("read node " + spec.name(), spec, bounds, NodeWork::read);
  }

  @Override
  public NodeState apply(String doing, NodeSpec spec, Bounds bounds) {
    return with(doing, spec, bounds, NodeWork::apply);
  }

  @Override
  public void remove(NodeSpec spec, Removal removal, Bounds bounds) {
    with(
        "remove node " + spec.name(),
        spec,
        bounds,
        work -> {
          work.remove(removal);
          return true;
        });
  }

  private static <T> T with(
      String doing, NodeSpec spec, Bounds bounds, Function<NodeWork, T> work) {
    var setup =
        new NodeWork.Setup(
            Shared.PROJECT,
            Shared.LOCKS,
            _ -> {},
            (node, title) -> LOG.log(Level.INFO, "{0}: {1}", new Object[] {node, title}),
            bounds.timeout());
    try (NodeWork node = new NodeWork(setup, spec)) {
      return bounds.run(doing, node::cancel, () -> work.apply(node));
    }
  }
}
