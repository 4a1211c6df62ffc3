package dev.holdfast.resources.network;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for what the server does in the background.
///
/// @param what is waited for, such as "host web-1 to register"
/// @param lastSeen says what there is instead
record Waiting(NetmakerAccess access, String what, Supplier<String> lastSeen) {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// Looks until there is something, at most as long as the call may take.
  <T> T until(Supplier<Optional<T>> look) {
    Instant start = access.pacer().now();
    CallContext context = CallContext.current();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      Duration pause = context.atMost(PAUSE, access.pacer());
      access.pacer().sleep(pause, context.cancellation());
      if (context.stopped() || context.expired(access.pacer())) {
        throw gaveUp(Duration.between(start, access.pacer().now()));
      }
    }
  }

  private StepFailure gaveUp(Duration waited) {
    return StepFailure.of(
        Path.ROOT,
        "Gave up waiting for " + what,
        "Waited for %s for %d seconds. %s"
            .formatted(what, waited.toSeconds(), CallContext.unbounded().call(lastSeen)));
  }
}
