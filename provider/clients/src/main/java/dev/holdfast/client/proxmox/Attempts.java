package dev.holdfast.client.proxmox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Counts the attempts at one call and says how long to wait before the next, if there is one.
final class Attempts {
  private static final int PAUSES = 4;
  private static final int STALE = 2;

  private final int entryPoints;
  private int pauses;
  private int stale;
  private int moves;
  private int detours;
  private boolean loggedIn;
  private Optional<ProxmoxException> nodeDown = Optional.empty();

  Attempts(int entryPoints) {
    this.entryPoints = entryPoints;
  }

  /// The failure to end with: that the node is down tells more than that the other entry points, of
  /// which one may be that very node, cannot be reached.
  ProxmoxException telling(ProxmoxException last) {
    if (last.is(ProxmoxException.Code.NODE_DOWN)) {
      nodeDown = Optional.of(last);
    }
    return last.is(ProxmoxException.Code.UNREACHABLE) ? nodeDown.orElse(last) : last;
  }

  boolean mayLogin() {
    return !loggedIn;
  }

  Optional<Duration> pause(Reply.Advice advice) {
    return switch (advice) {
      case GIVE_UP -> Optional.empty();
      case LOGIN -> {
        loggedIn = true;
        yield Optional.of(Duration.ZERO);
      }
      // A pool may hold several dead connections; after two the third is none of them.
      case AGAIN -> ++stale <= STALE ? Optional.of(Duration.ZERO) : longer();
      // Once around all entry points without a pause, then with one.
      case ELSEWHERE -> ++moves % entryPoints == 0 ? longer() : Optional.of(Duration.ZERO);
      case AROUND ->
          ++detours < entryPoints
              ? Optional.of(Duration.ZERO)
              : detours == entryPoints ? longer() : Optional.empty();
      case LATER -> longer();
    };
  }

  private Optional<Duration> longer() {
    if (++pauses > PAUSES) {
      return Optional.empty();
    }
    long base = 250L << (pauses - 1);
    return Optional.of(Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base)));
  }
}
