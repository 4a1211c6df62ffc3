package dev.holdfast.simulator.http;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/// Ends a connection whose peer is silent for too long between requests.
///
/// It shuts the receiving side only: the connection's own thread wakes up with the end of the
/// stream and closes in an orderly way, and a request whose bytes have arrived is still answered.
final class IdleWatch {

  private final SimulatorClock clock;
  private final ConnectionPolicy.Idle rule;
  private final Socket socket;
  private Optional<SimulatorClock.Scheduled> end = Optional.empty();
  private volatile boolean expired;

  IdleWatch(ServerSettings settings, Socket socket) {
    clock = settings.clock();
    rule = settings.policy().idle();
    this.socket = socket;
  }

  /// The peer's silence begins.
  void begin() {
    end =
        switch (rule) {
          case ConnectionPolicy.Idle.CloseAfter(var silence) ->
              Optional.of(clock.scheduleAfter(silence, this::expire));
          case ConnectionPolicy.Idle.Keep() -> Optional.empty();
        };
  }

  /// The peer spoke, or went away.
  void end() {
    end.ifPresent(SimulatorClock.Scheduled::cancel);
  }

  /// Whether the silence lasted too long.
  boolean expired() {
    return expired;
  }

  /// Whether silence ever ends the connection.
  boolean active() {
    return rule instanceof ConnectionPolicy.Idle.CloseAfter;
  }

  private void expire() {
    expired = true;
    try {
      socket.shutdownInput();
    } catch (IOException _) {
      // The connection is gone already, which is what was wanted.
    }
  }
}
