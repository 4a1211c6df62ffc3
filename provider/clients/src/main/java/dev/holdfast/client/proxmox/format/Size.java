package dev.holdfast.client.proxmox.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written with the units K, M, G and T of 1024 each.
public record Size(long bytes) implements Comparable<Size> {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,19}(?:\\.\\d{1,18})?)\\s*([KMGT]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "KMGT";

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size cannot be negative.");
    }
  }

  public static Size ofMebibytes(long count) {
    return new Size(Math.multiplyExact(count, 1L << 20));
  }

  public static Size ofGibibytes(long count) {
    return new Size(Math.multiplyExact(count, 1L << 30));
  }

  /// Reads `8G`, `512M`, `1.5T`, `8GiB` or a plain number of bytes; empty for anything else.
  public static Optional<Size> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int power = UNITS.indexOf(form.group(2).toUpperCase(Locale.ROOT)) + 1;
    BigDecimal unit = BigDecimal.valueOf(1L << (form.group(2).isEmpty() ? 0 : 10 * power));
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(unit).setScale(0, RoundingMode.DOWN);
    return bytes.toBigInteger().bitLength() > 63
        ? Optional.empty()
        : Optional.of(new Size(bytes.longValue()));
  }

  /// The text with the largest unit that leaves a whole number, as the server prints it.
  public String print() {
    long number = bytes;
    int power = 0;
    while (number != 0 && number % 1024 == 0 && power < UNITS.length()) {
      number /= 1024;
      power++;
    }
    return power == 0 ? Long.toString(number) : number + UNITS.substring(power - 1, power);
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return print();
  }
}
