package dev.holdfast.engine.machine;

import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A checksum algorithm, with the program that computes it on a machine.
public enum Digest {
  MD5("md5sum", "MD5"),
  SHA1("sha1sum", "SHA-1"),
  SHA224("sha224sum", "SHA-224"),
  SHA256("sha256sum", "SHA-256"),
  SHA384("sha384sum", "SHA-384"),
  SHA512("sha512sum", "SHA-512");

  private final String program;
  private final String algorithm;

  Digest(String program, String algorithm) {
    this.program = program;
    this.algorithm = algorithm;
  }

  String program() {
    return program;
  }

  /// The name under which Java knows it.
  public String algorithm() {
    return algorithm;
  }

  /// The checksum of a content that is here, in hexadecimal.
  public String hex(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The checksum of a content that is read only once, and never held as a whole.
  public String hex(Payload content) throws IOException {
    try (InputStream stream = content.open()) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] chunk = new byte[1 << 16];
      for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
        digest.update(chunk, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The algorithm of a name such as `sha256` or `SHA-256`.
  public static Optional<Digest> named(String name) {
    return Arrays.stream(values())
        .filter(digest -> digest.name().equalsIgnoreCase(name.replace("-", "")))
        .findFirst();
  }
}
