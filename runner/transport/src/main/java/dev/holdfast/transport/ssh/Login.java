package dev.holdfast.transport.ssh;

import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import dev.holdfast.transport.ssh.Attempts.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.transport.TransportImpl;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.UserAuthImpl;
import net.schmizz.sshj.userauth.method.AuthNone;

/// Logs in to one server: offers one thing after the other that the server still allows, until it
/// is satisfied (also where it wants two of them).
final class Login {
  private final String server;
  private final String user;
  private final UserAuthImpl service;
  private final ConnectionImpl next;
  private final Duration timeout;
  private final List<String> tried = new ArrayList<>();

  Login(String server, String user, TransportImpl protocol, ConnectionImpl next, Duration timeout) {
    this.server = server;
    this.user = user;
    this.next = next;
    this.timeout = timeout;
    service = new UserAuthImpl(protocol);
  }

  /// @throws TransportException with [Reason#AUTHENTICATION] when nothing was accepted
  void run(Attempts attempts) throws SSHException {
    List<Attempt> left = new ArrayList<>(attempts.inOrder());
    if (left.isEmpty() && service.authenticate(user, next, new AuthNone(), millis())) {
      return;
    }
    Optional<Attempt> now = take(left);
    while (now.isPresent()) {
      if (offer(now.get())) {
        return;
      }
      if (!judged(now.get())) {
        left.add(now.get()); // was not judged; its turn may come after another one
      }
      now = take(left);
    }
    throw refused(attempts, left);
  }

  private Optional<Attempt> take(List<Attempt> left) {
    Collection<String> allowed = service.getAllowedMethods();
    Optional<Attempt> found =
        left.stream()
            .filter(attempt -> allowed.isEmpty() || allowed.contains(attempt.method()))
            .findFirst();
    found.ifPresent(left::remove);
    return found;
  }

  /// Whether the server allows the method at all at this point, or refused without looking.
  private boolean judged(Attempt attempt) {
    return service.hadPartialSuccess() || service.getAllowedMethods().contains(attempt.method());
  }

  private boolean offer(Attempt attempt) throws SSHException {
    try {
      boolean accepted = service.authenticate(user, next, attempt.make().get(), millis());
      if (!accepted && judged(attempt)) {
        tried.add(attempt.what() + (service.hadPartialSuccess() ? " (not enough)" : " (refused)"));
      }
      return accepted;
    } catch (UserAuthException e) {
      if (!(e.getCause() instanceof net.schmizz.sshj.transport.TransportException)) {
        tried.add(attempt.what() + " (" + Failures.reason(e) + ")");
        return false;
      }
      tried.add(attempt.what());
      throw e;
    }
  }

  private int millis() {
    return (int) timeout.toMillis();
  }

  /// What was offered so far, for errors.
  String tried() {
    return tried.isEmpty() ? "nothing" : String.join(", ", tried);
  }

  private TransportException refused(Attempts attempts, List<Attempt> left) {
    StringBuilder text =
        new StringBuilder("Unable to log in to ")
            .append(server)
            .append(" as ")
            .append(user)
            .append(": tried ")
            .append(tried());
    if (!attempts.unusable().isEmpty()) {
      text.append("; not usable: ").append(String.join("; ", attempts.unusable()));
    }
    text.append("; the server allows ").append(String.join(", ", service.getAllowedMethods()));
    if (!left.isEmpty()) {
      text.append(", so that ").append(left.getFirst().what()).append(" could not be offered");
    }
    text.append(". Check the user's name and give a key, an agent or a password that it accepts");
    return new TransportException(Reason.AUTHENTICATION, text.toString());
  }
}
