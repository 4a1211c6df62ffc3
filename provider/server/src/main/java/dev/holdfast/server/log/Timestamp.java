package dev.holdfast.server.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Points in time as hclog writes them: UTC with exactly six fractional digits.
///
/// Written by hand because the JDK's formatter takes tens of milliseconds to get going on a cold
/// JVM.
final class Timestamp {
  private Timestamp() {}

  static String of(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(27);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append('.');
    return digits(text, time.getNano() / 1000, 6).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    String plain = Integer.toString(number);
    text.repeat('0', Math.max(0, width - plain.length()));
    return text.append(plain);
  }
}
