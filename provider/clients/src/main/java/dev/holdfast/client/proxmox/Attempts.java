package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Pauses;
import java.time.Duration;
import java.util.Optional;

/// Counts the attempts at one call and says how long to wait before the next, if there is one.
final class Attempts {
  private final int entryPoints;
  private final Pauses pauses = new Pauses();
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
      case AGAIN -> pauses.stale();
      // Once around all entry points without a pause, then with one.
      case ELSEWHERE -> ++moves % entryPoints == 0 ? pauses.longer() : Optional.of(Duration.ZERO);
      case AROUND ->
          ++detours < entryPoints
              ? Optional.of(Duration.ZERO)
              : detours == entryPoints ? pauses.longer() : Optional.empty();
      case LATER -> pauses.longer();
    };
  }
}
