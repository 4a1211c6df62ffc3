package dev.holdfast.simulator.proxmox;

/// Keys with a number at their end, such as `net0` and `scsi12`.
///
/// Every request looks at every key of a configuration, so no pattern is compiled for that.
final class Slots {

  private Slots() {}

  static boolean isNet(String key) {
    return isOf("net", key);
  }

  /// Whether a key is a family's name with a number.
  static boolean isOf(String family, String key) {
    return key.length() > family.length() && family(key).equals(family);
  }

  /// The key without its number.
  static String family(String key) {
    int end = key.length();
    while (end > 0 && isDigit(key.charAt(end - 1))) {
      end--;
    }
    return key.substring(0, end);
  }

  static int number(String key) {
    return Integer.parseInt(key.substring(family(key).length()));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
