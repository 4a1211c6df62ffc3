package dev.holdfast.modules;

import dev.holdfast.engine.machine.Digest;

/// Checksums of contents that are here.
final class Digests {
  private Digests() {}

  static String hex(Digest digest, byte[] content) {
    return digest.hex(content);
  }

  /// Ansible's guess at whether a diff of this would make sense.
  static boolean binary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 8192); i++) {
      if (content[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
