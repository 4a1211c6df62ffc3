package dev.holdfast.simulator.proxmox;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Sizes as the server reads and writes them: `8G`, `528K`, `1536M`.
final class Sizes {

  static final long GIB = 1L << 30;
  static final long MIB = 1L << 20;
  static final long KIB = 1L << 10;

  private static final String UNITS = "KMGT";

  private Sizes() {}

  /// Bytes of `4M`, `1.5G` or a plain number.
  static long parse(String text) {
    int unit = UNITS.indexOf(text.charAt(text.length() - 1));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    BigDecimal factor = BigDecimal.valueOf(1L << (10 * (unit + 1)));
    return new BigDecimal(number).multiply(factor).setScale(0, RoundingMode.UP).longValueExact();
  }

  /// The largest unit that keeps it whole.
  static String format(long bytes) {
    long value = bytes;
    int unit = -1;
    while (unit < UNITS.length() - 1 && value >= 1024 && value % 1024 == 0) {
      value /= 1024;
      unit++;
    }
    return unit < 0 ? Long.toString(value) : value + UNITS.substring(unit, unit + 1);
  }
}
