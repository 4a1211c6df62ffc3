package dev.holdfast.framework.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Terraform users write them: `30s`, `1h30m`, `1.5h`, `250ms`.
///
/// Units: h, m, s, ms, us, ns, each with a decimal number, one after the other; `0` needs none.
public final class Durations {

  private static final Pattern PART =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s|us|µs|ns)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  private Durations() {}

  /// The duration; empty where the text is none, and for negative ones.
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    return WHOLE.matcher(text).matches() ? Optional.of(sum(PART.matcher(text))) : Optional.empty();
  }

  private static Duration sum(Matcher parts) {
    Duration sum = Duration.ZERO;
    while (parts.find()) {
      BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(nanos(parts.group(2)));
      BigDecimal[] split = nanos.divideAndRemainder(BigDecimal.TEN.pow(9));
      long rest = split[1].setScale(0, RoundingMode.HALF_UP).longValueExact();
      sum = sum.plusSeconds(split[0].longValueExact()).plusNanos(rest);
    }
    return sum;
  }

  private static BigDecimal nanos(String unit) {
    Duration one =
        switch (unit) {
          case "h" -> Duration.ofHours(1);
          case "m" -> Duration.ofMinutes(1);
          case "s" -> Duration.ofSeconds(1);
          case "ms" -> Duration.ofMillis(1);
          case "us", "µs" -> Duration.ofNanos(1_000);
          default -> Duration.ofNanos(1);
        };
    return BigDecimal.valueOf(one.toNanos());
  }

  /// The duration in that notation, without zero parts: `1h30m`.
  public static String text(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toNanosPart() / 1_000_000, "ms");
    append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
    append(text, duration.toNanosPart() % 1_000, "ns");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
