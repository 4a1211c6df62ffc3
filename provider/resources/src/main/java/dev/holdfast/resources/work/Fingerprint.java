package dev.holdfast.resources.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 over texts, as digits: what tells whether something was made from the same facts.
public final class Fingerprint {
  private final MessageDigest digest;

  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Takes a text as it is, whatever stands around it.
  public Fingerprint joined(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// Takes a text of its own: its length stands in front, so that no two lists of texts are alike.
  public Fingerprint apart(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  /// The first bytes of the sum, each as two digits; ends the work.
  ///
  /// @param bytes at most 32
  public String digits(int bytes) {
    return HexFormat.of().formatHex(digest.digest(), 0, bytes);
  }
}
