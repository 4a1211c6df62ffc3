package dev.holdfast.resources.network;

import dev.holdfast.client.netmaker.NetmakerException;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.work.Bounded;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Runs work on the server and turns what the client throws into what the user reads.
final class MeshWork {

  private MeshWork() {}

  /// Runs work under the call's stop signal and time limit.
  ///
  /// @param doing such as "create network mesh"
  /// @return empty after an error, which is then among the diagnostics
  static <T> Optional<T> run(
      Call<Clients> call, String doing, Duration timeout, Function<NetmakerAccess, T> work) {
    return guarded(
        call,
        doing,
        access -> Bounded.run(call, access.pacer(), timeout, () -> work.apply(access)));
  }

  /// Runs work that an interruption does not end.
  static <T> Optional<T> runToEnd(
      Call<Clients> call, String doing, Duration timeout, Function<NetmakerAccess, T> work) {
    return guarded(
        call, doing, access -> Bounded.runToEnd(access.pacer(), timeout, () -> work.apply(access)));
  }

  private static <T> Optional<T> guarded(
      Call<Clients> call, String doing, Function<NetmakerAccess, T> work) {
    Optional<NetmakerAccess> access = call.data().netmaker().access();
    if (access.isEmpty()) {
      noAccess(call.data().netmaker(), doing, call.diagnostics());
      return Optional.empty();
    }
    try {
      return Optional.of(work.apply(access.get()));
    } catch (StepFailure e) {
      call.diagnostics().add(e.diagnostic());
    } catch (NetmakerException e) {
      String detail = e.getMessage() + remedy(e, access.get());
      call.diagnostics().error("Unable to " + doing, detail);
    }
    return Optional.empty();
  }

  private static void noAccess(Section<?> section, String doing, Diagnostics diagnostics) {
    diagnostics.error(
        "Unable to " + doing,
        section instanceof Section.NotYetKnown
            ? "Some of the provider's Netmaker settings are known only after an apply. Apply what they depend on "
                + "first, with -target."
            : "The provider block has no Netmaker settings: its attribute netmaker is missing. Add netmaker = { "
                + "endpoint = \"...\", token = \"...\" } to it, or netmaker = {} to take them from the NETMAKER_ "
                + "environment variables.");
  }

  private static String remedy(NetmakerException e, NetmakerAccess access) {
    return switch (e.code()) {
      case AUTHENTICATION ->
          "\nThe provider calls as "
              + access.caller()
              + ". Check that the token has not expired and that its user still exists; an access token made "
              + "without an end has expired at once.";
      case PERMISSION ->
          "\nThe provider calls as "
              + access.caller()
              + "; networks need a super-admin or an admin.";
      case NO_SUCH_CALL ->
          "\nThis server does not know the call: it is too old, or the call belongs to the Pro edition.";
      case CANCELLED -> "\nThe run was interrupted; apply again to go on.";
      case TIMEOUT -> "\nRaise the matching value of timeouts if the work needs longer.";
      default -> "";
    };
  }
}
