package dev.holdfast.resources.settings;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.resources.work.Bounded;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Runs work on a kind of server and turns what its client throws into what the user reads.
///
/// @param <A> the way to the server
public interface ServerWork<A> {

  /// What the provider block says about the server.
  Section<A> section(Clients clients);

  Pacer pacer(A server);

  /// What a message calls the server's settings, such as `Proxmox VE`.
  String kind();

  /// What to write into the provider block that has none of these settings.
  String remedy();

  /// Adds one error that says what the client's failure means; throws what is none of the client's.
  void report(RuntimeException failure, String doing, A server, Diagnostics diagnostics);

  /// Runs work under the call's stop signal and time limit.
  ///
  /// @param doing such as "create machine web-1"
  /// @return empty after an error, which is then among the diagnostics
  default <T> Optional<T> run(
      Call<Clients> call, String doing, Duration timeout, Function<A, T> work) {
    return guarded(
        call, doing, server -> Bounded.run(call, pacer(server), timeout, () -> work.apply(server)));
  }

  /// Runs work that an interruption does not end.
  default <T> Optional<T> runToEnd(
      Call<Clients> call, String doing, Duration timeout, Function<A, T> work) {
    return guarded(
        call, doing, server -> Bounded.runToEnd(pacer(server), timeout, () -> work.apply(server)));
  }

  private <T> Optional<T> guarded(Call<Clients> call, String doing, Function<A, T> work) {
    Section<A> section = section(call.data());
    Optional<A> server = section.access();
    if (server.isEmpty()) {
      call.diagnostics().error("Unable to " + doing, without(section));
      return Optional.empty();
    }
    try {
      return Optional.of(work.apply(server.get()));
    } catch (StepFailure e) {
      call.diagnostics().add(e.diagnostic());
    } catch (RuntimeException e) {
      report(e, doing, server.get(), call.diagnostics());
    }
    return Optional.empty();
  }

  private String without(Section<A> section) {
    return section instanceof Section.NotYetKnown<A>
        ? "Some of the provider's %s settings are known only after an apply. Apply what they depend on first, with -target."
            .formatted(kind())
        : "The provider block has no %s settings: %s".formatted(kind(), remedy());
  }
}
