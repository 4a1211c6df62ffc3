package dev.holdfast.simulator.netmaker;

import java.io.Serial;

/// The server refuses a request.
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Refusal bad(String message) {
    return new Refusal(400, message);
  }

  static Refusal internal(String message) {
    return new Refusal(500, message);
  }

  static Refusal of(int status, String message) {
    return new Refusal(status, message);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
