package dev.holdfast.engine.settings;

import java.io.Serial;

/// A setting or a configuration file that cannot be understood, in Ansible's words.
public final class SettingsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
