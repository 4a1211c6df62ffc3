package dev.holdfast.framework.codec;

import java.math.BigDecimal;

/// Numbers as text, within bounds that keep a short text from becoming a gigantic number.
final class Numbers {

  /// Far beyond what Terraform keeps (512 bits), small enough to expand without harm.
  private static final int LARGEST = 4_096;

  private Numbers() {}

  static BigDecimal parse(String text) {
    if (text.length() > LARGEST) {
      throw CodecException.limit("number of " + text.length() + " characters");
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw CodecException.mismatch("a decimal number", "other text");
    }
  }

  static BigDecimal parse(double number) {
    if (!Double.isFinite(number)) {
      throw CodecException.mismatch("a finite number", "an infinity or no number at all");
    }
    return new BigDecimal(number);
  }

  static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) > LARGEST || number.precision() > LARGEST) {
      throw CodecException.limit("number with more than " + LARGEST + " digits");
    }
    return number;
  }

  static String text(BigDecimal number) {
    return bounded(number).toPlainString();
  }
}
