package dev.holdfast.server.log;

import java.util.Locale;
import java.util.logging.Level;

/// The levels that Terraform knows, and how `java.util.logging` levels fall into them.
enum HclogLevel {
  TRACE("trace"),
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error"),
  OFF("off");

  private final String label;

  HclogLevel(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// The least level of records that pass when this one is asked for.
  Level threshold() {
    return switch (this) {
      case TRACE -> Level.ALL;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  static HclogLevel of(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return WARN;
    }
    if (value >= Level.INFO.intValue()) {
      return INFO;
    }
    return value >= Level.FINE.intValue() ? DEBUG : TRACE;
  }

  /// The level that a user wrote. Terraform takes a word that it does not know, such as `JSON`, for
  /// the most detailed level; so do we.
  static HclogLevel named(String text) {
    String wanted = text.toUpperCase(Locale.ROOT);
    for (HclogLevel level : values()) {
      if (level.name().equals(wanted)) {
        return level;
      }
    }
    return TRACE;
  }
}
