package dev.holdfast.client.text;

import java.util.Locale;
import java.util.Optional;

/// A yes or no as the API writes it.
public final class Flag {

  /// Reads any of the forms that the server takes; empty for anything else.
  public static Optional<Boolean> parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "1", "yes", "on", "true" -> Optional.of(true);
      case "0", "no", "off", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  public static String print(boolean value) {
    return value ? "1" : "0";
  }

  private Flag() {}
}
