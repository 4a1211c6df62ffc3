package dev.holdfast.simulator.proxmox;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;

/// What ends the work on a request or a task before its end.
abstract sealed class Stop extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  Stop(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }

  /// The server refuses: a status with a text for a request, the exit status of a task.
  static final class Refusal extends Stop {
    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> errors;
    private final transient Duration delay;

    private Refusal(int status, String message, Map<String, String> errors, Duration delay) {
      super(message);
      this.status = status;
      this.errors = Map.copyOf(errors);
      this.delay = delay;
    }

    private Refusal(int status, String message, Map<String, String> errors) {
      this(status, message, errors, Duration.ZERO);
    }

    /// How long the server takes to find out.
    Duration delay() {
      return delay;
    }

    Refusal after(Duration other) {
      return new Refusal(status, text(), errors, other);
    }

    int status() {
      return status;
    }

    Map<String, String> errors() {
      return errors;
    }
  }

  /// A lock is taken: the work waits and starts again, until the lock's patience is over.
  static final class Busy extends Stop {
    @Serial private static final long serialVersionUID = 1L;

    private final String lock;
    private final transient Duration patience;

    Busy(String lock, String message, Duration patience) {
      super(message);
      this.lock = lock;
      this.patience = patience;
    }

    String lock() {
      return lock;
    }

    Duration patience() {
      return patience;
    }
  }

  /// What the server answers when something dies inside a call.
  static Refusal error(String text) {
    return new Refusal(500, text, Map.of());
  }

  static Refusal of(int status, String text) {
    return new Refusal(status, text, Map.of());
  }

  static Refusal parameters(Map<String, String> errors) {
    return new Refusal(400, "Parameter verification failed.", errors);
  }

  static Refusal parameter(String name, String why) {
    return parameters(Map.of(name, why));
  }

  static Refusal permission(String what) {
    return new Refusal(403, "Permission check failed (" + what + ")", Map.of());
  }

  static Refusal permission() {
    return new Refusal(403, "Permission check failed", Map.of());
  }
}
