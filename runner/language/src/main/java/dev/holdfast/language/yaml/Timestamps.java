package dev.holdfast.language.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates and times of YAML 1.1, as the text that Python prints for them.
final class Timestamps {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})"
              + "(?:(?:[Tt]|[ \\t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
              + "(?:\\.(?<fraction>[0-9]*))?"
              + "(?:[ \\t]*(?<zone>Z|(?<sign>[-+])(?<zh>[0-9]{1,2})(?::(?<zm>[0-9]{2}))?))?)?");

  private Timestamps() {}

  static String text(String source) throws ScalarValues.Refused {
    Matcher match = FORM.matcher(source);
    if (!match.matches()) {
      throw new ScalarValues.Refused("'NoneType' object has no attribute 'groupdict'");
    }
    try {
      return match.group("hour") == null ? date(match).toString() : time(match);
    } catch (DateTimeException e) {
      throw new ScalarValues.Refused(complaint(match));
    }
  }

  private static LocalDate date(Matcher match) {
    return LocalDate.of(number(match, "year"), number(match, "month"), number(match, "day"));
  }

  private static String time(Matcher match) {
    int micros = micros(match.group("fraction"));
    LocalDateTime time =
        date(match)
            .atTime(
                number(match, "hour"),
                number(match, "minute"),
                number(match, "second"),
                micros * 1000);
    return "%s %02d:%02d:%02d%s%s"
        .formatted(
            time.toLocalDate(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            micros == 0 ? "" : ".%06d".formatted(micros),
            zone(match));
  }

  private static int micros(@Nullable String fraction) {
    if (fraction == null || fraction.isEmpty()) {
      return 0;
    }
    String six = (fraction + "000000").substring(0, 6);
    return Integer.parseInt(six);
  }

  private static String zone(Matcher match) {
    String zone = match.group("zone");
    if (zone == null) {
      return "";
    }
    if (zone.equals("Z")) {
      return "+00:00";
    }
    String minutes = match.group("zm");
    return "%s%02d:%s"
        .formatted(match.group("sign"), number(match, "zh"), minutes == null ? "00" : minutes);
  }

  private static String complaint(Matcher match) {
    int month = number(match, "month");
    if (number(match, "year") < 1) {
      return "year 0 is out of range";
    }
    if (month < 1 || month > 12) {
      return "month must be in 1..12";
    }
    if (match.group("hour") != null && number(match, "hour") > 23) {
      return "hour must be in 0..23";
    }
    if (match.group("minute") != null && number(match, "minute") > 59) {
      return "minute must be in 0..59";
    }
    if (match.group("second") != null && number(match, "second") > 59) {
      return "second must be in 0..59";
    }
    return "day is out of range for month";
  }

  private static int number(Matcher match, String group) {
    return Integer.parseInt(match.group(group));
  }
}
