package dev.holdfast.transport;

import java.nio.charset.StandardCharsets;

/// A password or passphrase. Its text never shows in `toString`, so no record that holds one can
/// print it.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /// The clear text, for the one place that sends it.
  public String reveal() {
    return text;
  }

  /// The clear text in UTF-8.
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "********";
  }
}
