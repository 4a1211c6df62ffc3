package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.jinja.Filter;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as people write them, such as `1h 30m`, in one unit (`community.general`).
final class TimeUnits {
  private static final Pattern PART =
      Pattern.compile("(-?\\d+)(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Map<String, Long> MILLISECONDS = new LinkedHashMap<>();
  private static final Map<String, String> SHORT = new LinkedHashMap<>();

  static {
    MILLISECONDS.put("ms", 1L);
    MILLISECONDS.put("s", 1000L);
    MILLISECONDS.put("m", 60_000L);
    MILLISECONDS.put("h", 3_600_000L);
    MILLISECONDS.put("d", 86_400_000L);
    MILLISECONDS.put("w", 7 * 86_400_000L);
    MILLISECONDS.put("mo", 30 * 86_400_000L);
    MILLISECONDS.put("y", 365 * 86_400_000L);
    SHORT.put("millisecond", "ms");
    SHORT.put("msec", "ms");
    SHORT.put("msecond", "ms");
    SHORT.put("sec", "s");
    SHORT.put("second", "s");
    SHORT.put("hour", "h");
    SHORT.put("min", "m");
    SHORT.put("minute", "m");
    SHORT.put("day", "d");
    SHORT.put("week", "w");
    SHORT.put("month", "mo");
    SHORT.put("year", "y");
  }

  private TimeUnits() {}

  static Value convert(Value input, Arguments args, EvalContext context) {
    Optional<Value> unit = args.at(0, "unit");
    return convert(input, unit.map(Text::str).orElse("ms"), args);
  }

  static Filter to(String unit) {
    return (input, args, _) -> convert(input, unit, args);
  }

  private static Value convert(Value input, String wanted, Arguments args) {
    String text = Text.str(Kit.plain(input));
    if (text.equals("0")) {
      return Int.of(0);
    }
    String unit = shortened(wanted);
    Map<String, BigInteger> lengths = lengths(args);
    if (!lengths.containsKey(unit)) {
      throw TemplateError.filter(
          ("to_time_unit() can not convert to the following unit: %s. Available units (singular or"
                  + " plural): %s. Available short units: %s")
              .formatted(
                  unit,
                  String.join(", ", SHORT.keySet()),
                  String.join(", ", MILLISECONDS.keySet())));
    }
    BigInteger sum = BigInteger.ZERO;
    for (String part : text.strip().split("\\s+")) {
      if (!part.isEmpty()) {
        sum = sum.add(length(part, text, lengths));
      }
    }
    double quotient = sum.doubleValue() / lengths.getOrDefault(unit, BigInteger.ONE).doubleValue();
    return new Real(new BigDecimal(quotient).setScale(12, RoundingMode.HALF_EVEN).doubleValue());
  }

  private static BigInteger length(String part, String text, Map<String, BigInteger> lengths) {
    Matcher matcher = PART.matcher(part);
    String unit = matcher.lookingAt() ? shortened(matcher.group(2)) : "";
    BigInteger length = lengths.get(unit);
    if (length == null) {
      throw TemplateError.filter("to_time_unit() can not interpret following string: " + text);
    }
    return length.multiply(new BigInteger(matcher.group(1)));
  }

  private static String shortened(String unit) {
    String singular = unit.replaceFirst("s+$", "");
    return SHORT.getOrDefault(singular, unit);
  }

  /// A year and a month have as many days as the caller says.
  private static Map<String, BigInteger> lengths(Arguments args) {
    Map<String, BigInteger> lengths = new LinkedHashMap<>();
    MILLISECONDS.forEach((unit, length) -> lengths.put(unit, BigInteger.valueOf(length)));
    List<String> unknown = new ArrayList<>();
    args.named()
        .forEach((name, value) -> {
          if (name.equals("year") || name.equals("month")) {
            BigInteger day = BigInteger.valueOf(86_400_000L);
            lengths.put(SHORT.getOrDefault(name, name), day.multiply(Numbers.truncate(value)));
          } else if (!name.equals("unit")) {
            unknown.add(name);
          }
        });
    if (!unknown.isEmpty()) {
      throw TemplateError.filter(
          "to_time_unit() got unknown keyword arguments: " + String.join(", ", unknown));
    }
    return lengths;
  }
}
