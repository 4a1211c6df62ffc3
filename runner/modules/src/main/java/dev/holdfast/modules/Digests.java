package dev.holdfast.modules;

/// Checksums of contents that are here.
final class Digests {
  /// As many bytes as tell whether a content is binary.
  static final int LOOKED_AT = 8192;

  private Digests() {}

  /// Ansible's guess at whether a diff of this would make sense.
  static boolean binary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
      if (content[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
