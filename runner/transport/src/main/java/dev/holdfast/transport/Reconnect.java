package dev.holdfast.transport;

import dev.holdfast.transport.TransportException.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Waits until a machine can be used again, as after a reboot: opens a connection, asks a question
/// over it, and does both again until the answer is the wanted one or the time is over.
///
/// @param pause between two tries
/// @param clock by which the time goes by
/// @param sleeper waits for the pause
public record Reconnect(Duration pause, InstantSource clock, Sleeper sleeper) {
  /// Waiting, so that tests need not.
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /// In real time.
  public static Reconnect every(Duration pause) {
    return new Reconnect(pause, InstantSource.system(), Thread::sleep);
  }

  /// @param ready whether the machine is as far as it has to be (booted anew, say); a
  ///   [TransportException] from it counts as not yet
  /// @return the open connection
  /// @throws TransportException the last one that was met, when the time is over; at once when the
  ///   host key is refused or the configuration is wrong, which waiting does not mend
  public Connection await(
      Transport transport, Target target, Duration limit, Predicate<Connection> ready) {
    var deadline = clock.instant().plus(limit);
    while (true) {
      Optional<TransportException> failure = Optional.empty();
      try {
        Connection connection = transport.open(target);
        if (isReady(connection, ready)) {
          return connection;
        }
      } catch (TransportException e) {
        if (e.reason() == Reason.HOST_KEY || e.reason() == Reason.CONFIGURATION) {
          throw e;
        }
        failure = Optional.of(e);
      }
      if (!clock.instant().plus(pause).isBefore(deadline)) {
        throw late(limit, failure);
      }
      rest();
    }
  }

  private static boolean isReady(Connection connection, Predicate<Connection> ready) {
    boolean keep = false;
    try {
      keep = ready.test(connection);
      return keep;
    } finally {
      if (!keep) {
        connection.close();
      }
    }
  }

  private static TransportException late(Duration limit, Optional<TransportException> last) {
    String text = "The machine was not back after " + limit.toSeconds() + " s";
    return last.map(e -> new TransportException(e.reason(), text + ": " + e.getMessage(), e))
        .orElse(
            new TransportException(
                Reason.UNREACHABLE, text + ": it answers, but is not as it should be yet"));
  }

  private void rest() {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Reason.UNREACHABLE, "Waiting for the machine was ended", e);
    }
  }
}
