package dev.holdfast.transport.config;

import java.io.Serial;

/// SSH options that cannot be understood or followed.
final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
