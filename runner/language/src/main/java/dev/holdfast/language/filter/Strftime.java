package dev.holdfast.language.filter;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// C's `strftime` in the C locale, as Python's `time.strftime` calls it.
final class Strftime {
  private Strftime() {}

  static String format(String pattern, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      if (c != '%' || i >= pattern.length()) {
        out.append(c);
        continue;
      }
      char flag = pattern.charAt(i);
      boolean flagged = "-_0^#EO".indexOf(flag) >= 0 && i + 1 < pattern.length();
      if (flagged) {
        i++;
      }
      String text = directive(pattern.charAt(i++), time);
      out.append(flagged ? flagged(flag, text) : text);
    }
    return out.toString();
  }

  private static String flagged(char flag, String text) {
    return switch (flag) {
      case '-' -> text.matches("0+[0-9].*") ? text.replaceFirst("^0+(?=[0-9])", "") : text.strip();
      case '_' -> text.replaceFirst("^0(?=[0-9])", " ");
      case '0' -> text.replace(' ', '0');
      case '^' -> text.toUpperCase(Locale.ROOT);
      default -> text;
    };
  }

  private static String directive(char name, ZonedDateTime time) {
    return switch (name) {
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'C' -> two(time.getYear() / 100);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
      case 'D', 'x' -> format("%m/%d/%y", time);
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> "%2d".formatted(time.getDayOfMonth());
      case 'F' -> format("%Y-%m-%d", time);
      case 'f' -> "%06d".formatted(time.getNano() / 1000);
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'H' -> two(time.getHour());
      case 'I' -> two(twelve(time));
      case 'j' -> "%03d".formatted(time.getDayOfYear());
      case 'k' -> "%2d".formatted(time.getHour());
      case 'l' -> "%2d".formatted(twelve(time));
      case 'M' -> two(time.getMinute());
      case 'm' -> two(time.getMonthValue());
      case 'n' -> "\n";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'R' -> format("%H:%M", time);
      case 'r' -> format("%I:%M:%S %p", time);
      case 'S' -> two(time.getSecond());
      case 's' -> Long.toString(time.toEpochSecond());
      case 'T', 'X' -> format("%H:%M:%S", time);
      case 't' -> "\t";
      case 'U' -> two(week(time, DayOfWeek.SUNDAY));
      case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
      case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'W' -> two(week(time, DayOfWeek.MONDAY));
      case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
      case 'Y' -> Integer.toString(time.getYear());
      case 'y' -> two(Math.floorMod(time.getYear(), 100));
      case 'Z' -> zone(time);
      case 'z' ->
          time.getOffset().getTotalSeconds() == 0
              ? "+0000"
              : time.getOffset().getId().replace(":", "");
      case '%' -> "%";
      default -> "%" + name;
    };
  }

  private static String zone(ZonedDateTime time) {
    String id = time.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return id.equals("Z") || time.getZone().getId().equals("UTC")
        ? "UTC"
        : DateTimeFormatter.ofPattern("z", Locale.ENGLISH).format(time);
  }

  private static int twelve(ZonedDateTime time) {
    int hour = time.getHour() % 12;
    return hour == 0 ? 12 : hour;
  }

  /// Weeks begin with `first`; days before the first such day are in week 0.
  private static int week(ZonedDateTime time, DayOfWeek first) {
    ZonedDateTime start = time.truncatedTo(ChronoUnit.DAYS);
    int sinceFirst = Math.floorMod(start.getDayOfWeek().getValue() - first.getValue(), 7);
    return (start.getDayOfYear() - 1 + 7 - sinceFirst) / 7;
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }
}
