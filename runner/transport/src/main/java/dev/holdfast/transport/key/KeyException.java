package dev.holdfast.transport.key;

import java.io.Serial;

/// A key, certificate or agent that cannot be used. Its text holds no part of a secret.
public final class KeyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public KeyException(String message) {
    super(message);
  }

  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
