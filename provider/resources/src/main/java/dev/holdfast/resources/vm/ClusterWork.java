package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.work.Bounded;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Runs work on the cluster and turns what the client throws into what the user reads.
///
/// @param table whose attributes a refused parameter may come from
public record ClusterWork(PveTable table) {

  /// Runs work under the call's stop signal and time limit.
  ///
  /// @param doing such as "create machine web-1"
  /// @return empty after an error, which is then among the diagnostics
  public <T> Optional<T> run(
      Call<Clients> call, String doing, Duration timeout, Function<ProxmoxAccess, T> work) {
    return guarded(
        call,
        doing,
        access -> Bounded.run(call, access.pacer(), timeout, () -> work.apply(access)));
  }

  /// Runs work that an interruption does not end.
  public <T> Optional<T> runToEnd(
      Call<Clients> call, String doing, Duration timeout, Function<ProxmoxAccess, T> work) {
    return guarded(
        call, doing, access -> Bounded.runToEnd(access.pacer(), timeout, () -> work.apply(access)));
  }

  private <T> Optional<T> guarded(
      Call<Clients> call, String doing, Function<ProxmoxAccess, T> work) {
    Optional<ProxmoxAccess> access = call.data().proxmox().access();
    if (access.isEmpty()) {
      Failures.noAccess(call.data().proxmox(), doing, call.diagnostics());
      return Optional.empty();
    }
    try {
      return Optional.of(work.apply(access.get()));
    } catch (ProxmoxException | StepFailure e) {
      Failures.report(e, doing, access.get().caller(), table, call.diagnostics());
      return Optional.empty();
    }
  }
}
