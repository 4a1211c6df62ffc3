package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Secret;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Proves to the server who calls.
interface Session {

  /// What the next attempt carries; a first use may log in.
  Optional<Secret> bearer();

  /// Told that the server no longer takes this one; whether a new attempt makes sense.
  boolean renewable(Secret refused);

  /// No proof: for the status and the login itself.
  static Session anonymous() {
    return new Fixed(Optional.empty());
  }

  static Session of(Secret bearer) {
    return new Fixed(Optional.of(bearer));
  }

  /// The same always.
  record Fixed(Optional<Secret> bearer) implements Session {
    @Override
    public boolean renewable(Secret refused) {
      return false;
    }
  }

  /// A token from a login, made once for all callers and again when the server refuses it.
  ///
  /// Ten logins a minute lock an address out for an hour, so nothing here logs in without need.
  final class LoggedIn implements Session {
    private final Supplier<Secret> login;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Secret> held = Optional.empty();

    LoggedIn(Supplier<Secret> login) {
      this.login = login;
    }

    @Override
    public Optional<Secret> bearer() {
      lock.lock();
      try {
        if (held.isEmpty()) {
          held = Optional.of(login.get());
        }
        return held;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean renewable(Secret refused) {
      lock.lock();
      try {
        // Another caller may have logged in meanwhile: only the refused token is thrown away.
        held = held.filter(token -> !token.equals(refused));
        return true;
      } finally {
        lock.unlock();
      }
    }
  }
}
