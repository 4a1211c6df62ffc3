package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ClusterView;
import dev.holdfast.bootstrap.Kubeconfig;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Asks clusters. Failures are [StepFailure].
interface ClusterAsking {
  ClusterView.Seen read(ClusterSpec cluster, Bounds bounds);

  Kubeconfig login(ClusterSpec cluster, Kubeconfig.Wanted wanted, Bounds bounds);

  /// How long an answer may take.
  Duration TIMEOUT = Duration.ofMinutes(5);

  /// Asks the cluster that a configuration names.
  ///
  /// @return empty after an error, which is then among the diagnostics
  static <T> Optional<T> ask(
      Call<Clients> call, Value.Obj config, Function<ClusterSpec, T> question) {
    NodeChecks.cluster(config.get("cluster"), call.diagnostics());
    if (call.diagnostics().hasErrors()) {
      return Optional.empty();
    }
    try {
      if (!call.data().ssh().known()) {
        throw StepFailure.of(
            Path.ROOT,
            "Unable to ask the cluster",
            "The provider's ssh block is known only after an apply. Apply what it depends on first, with -target.");
      }
      return Optional.of(
          question.apply(NodeInputs.cluster(call.data().ssh(), config.get("cluster"))));
    } catch (StepFailure e) {
      call.diagnostics().add(e.diagnostic());
      return Optional.empty();
    }
  }

  /// By the packaged playbooks.
  final class Playbooks implements ClusterAsking {
    @Override
    public ClusterView.Seen read(ClusterSpec cluster, Bounds bounds) {
      return with("read cluster " + cluster.name(), cluster, bounds, ClusterView::read);
    }

    @Override
    public Kubeconfig login(ClusterSpec cluster, Kubeconfig.Wanted wanted, Bounds bounds) {
      return with(
          "make a login to " + cluster.name(), cluster, bounds, view -> view.kubeconfig(wanted));
    }

    private static <T> T with(
        String doing, ClusterSpec cluster, Bounds bounds, Function<ClusterView, T> question) {
      try (ClusterView view = new ClusterView(BootstrapNodes.Shared.PROJECT, cluster)) {
        return bounds.run(doing, view::cancel, () -> question.apply(view));
      }
    }
  }
}
