package dev.holdfast.client.proxmox.format;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A MAC address, equal to another whatever the letter case.
public final class MacAddress {
  private static final Pattern FORM = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){5}");

  private final String text;

  private MacAddress(String text) {
    this.text = text;
  }

  /// Reads `bc:24:11:…` or `BC-24-11-…`; empty for anything else.
  public static Optional<MacAddress> parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT).replace('-', ':');
    return FORM.matcher(upper).matches() ? Optional.of(new MacAddress(upper)) : Optional.empty();
  }

  /// Whether a network card may have it: the server refuses group addresses.
  public boolean individual() {
    return (Integer.parseInt(text.substring(0, 2), 16) & 1) == 0;
  }

  /// In capitals with colons, as the server generates them.
  public String print() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress mac && text.equals(mac.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
