package dev.holdfast.transport.hosts;

import dev.holdfast.transport.key.KeyException;
import dev.holdfast.transport.key.Patterns;
import dev.holdfast.transport.key.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One line of a `known_hosts` file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
final class KnownHost {
  /// What a line says of its key.
  enum Marker {
    KEY,
    AUTHORITY,
    REVOKED
  }

  private static final String HASHED = "|1|";

  private final Marker marker;
  private final String names;
  private final byte[] key;
  private final String place;

  private KnownHost(Marker marker, String names, byte[] key, String place) {
    this.marker = marker;
    this.names = names;
    this.key = key;
    this.place = place;
  }

  /// @param place file and line, for messages
  /// @return empty for comments and for lines that are none, which OpenSSH passes over too
  static Optional<KnownHost> parse(String line, String place) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    Marker marker = Marker.KEY;
    if (text.startsWith("@")) {
      String[] parts = text.split("\\s+", 2);
      switch (parts[0]) {
        case "@cert-authority" -> marker = Marker.AUTHORITY;
        case "@revoked" -> marker = Marker.REVOKED;
        default -> {
          return Optional.empty();
        }
      }
      text = parts.length == 2 ? parts[1] : "";
    }
    String[] fields = text.split("\\s+", 2);
    Marker kind = marker;
    return fields.length < 2
        ? Optional.empty()
        : PublicKeys.parseLine(fields[1]).map(key -> new KnownHost(kind, fields[0], key, place));
  }

  /// The line for a new host.
  static String line(String name, byte[] key, boolean hashed, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder();
    String shown =
        hashed
            ? HASHED + base64.encodeToString(salt) + "|" + base64.encodeToString(hash(salt, name))
            : name;
    return shown + " " + PublicKeys.line(key) + "\n";
  }

  Marker marker() {
    return marker;
  }

  byte[] key() {
    return key.clone();
  }

  String place() {
    return place;
  }

  /// @param name the host in lower case, as `[host]:port` when the port is not 22
  boolean covers(String name) {
    if (names.startsWith(HASHED)) {
      return hashCovers(name);
    }
    return Patterns.anyMatches(List.of(names.toLowerCase(Locale.ROOT).split(",")), name);
  }

  private boolean hashCovers(String name) {
    String[] parts = names.split("\\|");
    if (parts.length != 4) {
      return false;
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      return MessageDigest.isEqual(base64.decode(parts[3]), hash(base64.decode(parts[2]), name));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static byte[] hash(byte[] salt, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new KeyException("known_hosts cannot be read", e);
    }
  }
}
