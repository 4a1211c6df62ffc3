package dev.holdfast.modules;

import dev.holdfast.engine.module.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One line of a `known_hosts` file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
///
/// @param marker `@cert-authority` or `@revoked`, else empty
/// @param hosts names and patterns, or one hashed name (`|1|salt|hash`)
record KnownHostLine(String marker, String hosts, String type, String key) {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final SecureRandom RANDOM = new SecureRandom();

  static Optional<KnownHostLine> parse(String line) {
    String[] words = SPACES.split(line.strip());
    if (line.isBlank() || words[0].startsWith("#")) {
      return Optional.empty();
    }
    int first = words[0].startsWith("@") ? 1 : 0;
    return words.length < first + 3
        ? Optional.empty()
        : Optional.of(
            new KnownHostLine(
                first == 1 ? words[0] : "", words[first], words[first + 1], words[first + 2]));
  }

  private boolean isHashed() {
    return hosts.startsWith("|1|");
  }

  /// Whether the line is about the host.
  boolean names(String host) {
    if (isHashed()) {
      String[] parts = hosts.split("\\|", -1);
      return parts.length > 3 && hash(salt(parts[2]), host).equals(parts[3]);
    }
    boolean found = false;
    for (String pattern : hosts.split(",", -1)) {
      boolean not = pattern.startsWith("!");
      if (matches(not ? pattern.substring(1) : pattern, host)) {
        if (not) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private static boolean matches(String pattern, String host) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      regex.append(
          letter == '*' ? ".*" : letter == '?' ? "." : Pattern.quote(String.valueOf(letter)));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE).matcher(host).matches();
  }

  /// Whether both say the same; two hashed names of one host do.
  boolean sameAs(KnownHostLine other) {
    boolean names = hosts.equals(other.hosts) || (isHashed() && other.isHashed());
    return names && marker.equals(other.marker) && type.equals(other.type) && key.equals(other.key);
  }

  private static byte[] salt(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[] {0};
    }
  }

  private static String hash(byte[] salt, String host) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(host.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException problem) {
      throw ModuleFailure.of("Unable to hash a host name: " + problem.getMessage());
    }
  }

  /// The line with the hashed name instead.
  static String hashed(String host, String line) {
    byte[] salt = new byte[20];
    RANDOM.nextBytes(salt);
    String name = "|1|%s|%s".formatted(Base64.getEncoder().encodeToString(salt), hash(salt, host));
    String[] words = SPACES.split(line.strip());
    words[words[0].startsWith("@") ? 1 : 0] = name;
    return String.join(" ", Arrays.asList(words));
  }
}
