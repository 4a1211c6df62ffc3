package dev.holdfast.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// What every call of the work at hand obeys: a stop signal and, where there is one, a deadline.
///
/// It travels as a scoped value, so that no API method has a parameter for it; whoever forks
/// threads binds it again there.
public record CallContext(Cancellation cancellation, Optional<Instant> deadline) {
  private static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();
  private static final CallContext UNBOUNDED =
      new CallContext(Cancellation.never(), Optional.empty());

  /// The context bound by the caller, or one without deadline that is never cancelled.
  public static CallContext current() {
    return CURRENT.orElse(UNBOUNDED);
  }

  public static CallContext unbounded() {
    return UNBOUNDED;
  }

  public static CallContext of(Cancellation cancellation) {
    return new CallContext(cancellation, Optional.empty());
  }

  /// The same context, ending at the given moment unless it ends earlier anyway.
  public CallContext until(Instant moment) {
    Instant end = deadline.filter(earlier -> earlier.isBefore(moment)).orElse(moment);
    return new CallContext(cancellation, Optional.of(end));
  }

  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  public <T> T call(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// Whether the signal was given or the thread interrupted.
  public boolean stopped() {
    return cancellation.cancelled() || Thread.currentThread().isInterrupted();
  }

  public boolean expired(Pacer pacer) {
    return deadline.filter(end -> !pacer.now().isBefore(end)).isPresent();
  }

  /// Why a call is not sent any more.
  ///
  /// @param cancelled whether it was stopped; else its time is over
  public record Unsent(boolean cancelled, String message) {}

  /// Why the call is not to be sent, where there is a reason.
  ///
  /// @param call what a message calls it
  public Optional<Unsent> unsent(Object call, Pacer pacer) {
    if (stopped()) {
      return Optional.of(new Unsent(true, call + " was stopped before it was sent."));
    }
    return expired(pacer)
        ? Optional.of(new Unsent(false, "No time was left for %s.".formatted(call)))
        : Optional.empty();
  }

  /// Waits, at the longest until the deadline.
  ///
  /// @return whether there is time left
  public boolean rest(Duration pause, Pacer pacer) {
    pacer.sleep(atMost(pause, pacer), cancellation);
    return !expired(pacer);
  }

  /// The given time, cut at the deadline, never negative.
  public Duration atMost(Duration wanted, Pacer pacer) {
    return deadline
        .map(end -> Duration.between(pacer.now(), end))
        .filter(left -> left.compareTo(wanted) < 0)
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .orElse(wanted);
  }
}
