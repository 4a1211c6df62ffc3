package dev.holdfast.resources.work;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.CancellationSource;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.resource.Call;
import java.time.Duration;
import java.util.function.Supplier;

/// Runs work on a server so that it ends when Terraform asks for it or the time is up.
public final class Bounded {

  private Bounded() {}

  /// Runs work that the call's stop signal ends.
  public static <T> T run(Call<?> call, Pacer pacer, Duration timeout, Supplier<T> work) {
    var stop = new CancellationSource();
    try (var _ = call.cancellation().onCancel(stop::cancel)) {
      return run(stop, pacer, timeout, work);
    }
  }

  /// Runs work that the stop signal does not end: after an interrupted change the truth is read
  /// nevertheless.
  public static <T> T runToEnd(Pacer pacer, Duration timeout, Supplier<T> work) {
    return run(Cancellation.never(), pacer, timeout, work);
  }

  private static <T> T run(Cancellation stop, Pacer pacer, Duration timeout, Supplier<T> work) {
    return CallContext.of(stop).until(pacer.now().plus(timeout)).call(work);
  }
}
