package dev.holdfast.client.http;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whose certificate is believed.
public sealed interface TlsTrust {

  /// The authorities of the Java runtime and of the operating system.
  record SystemAuthorities() implements TlsTrust {}

  /// The authorities in a PEM file and no others; host names are verified.
  record AuthorityFile(Path file) implements TlsTrust {}

  /// Exactly these certificates, by the SHA-256 of the server's own certificate; the host name does
  /// not matter then. A cluster has one certificate per node.
  record Pinned(Set<String> fingerprints) implements TlsTrust {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{64}");

    public Pinned {
      fingerprints =
          fingerprints.stream().map(Pinned::canonical).collect(Collectors.toUnmodifiableSet());
      if (fingerprints.isEmpty()) {
        throw new IllegalArgumentException("At least one certificate fingerprint is needed.");
      }
    }

    static String canonical(String fingerprint) {
      String digits =
          fingerprint.strip().toUpperCase(Locale.ROOT).replaceFirst("^SHA-?256[ =:]", "");
      String canonical = digits.replaceAll("[:\\s]", "");
      if (!FINGERPRINT.matcher(canonical).matches()) {
        throw new IllegalArgumentException(
            "'%s' is not a SHA-256 fingerprint: 32 pairs of hexadecimal digits are expected."
                .formatted(fingerprint));
      }
      return canonical;
    }
  }

  /// Any certificate: protects from nobody who can reach the network in between.
  record Insecure() implements TlsTrust {}
}
