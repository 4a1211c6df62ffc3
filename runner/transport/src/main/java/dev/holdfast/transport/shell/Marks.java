package dev.holdfast.transport.shell;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Random texts by which the far end's own words are told from everything else on a stream.
final class Marks {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Marks() {}

  static String next(String prefix) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
