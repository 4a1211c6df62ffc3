package dev.holdfast.language.filter;

import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's `datetime.strptime`, without time zones.
public final class Strptime {
  private static final String NAMES = "\\p{Alpha}+";
  private static final Map<Character, String> FORMS =
      Map.ofEntries(
          Map.entry('Y', "\\d{4}"),
          Map.entry('y', "\\d{2}"),
          Map.entry('m', "1[0-2]|0[1-9]|[1-9]"),
          Map.entry('d', "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]"),
          Map.entry('H', "2[0-3]|[01]\\d|\\d"),
          Map.entry('I', "1[0-2]|0[1-9]|[1-9]"),
          Map.entry('M', "[0-5]\\d|\\d"),
          Map.entry('S', "6[01]|[0-5]\\d|\\d"),
          Map.entry('f', "\\d{1,6}"),
          Map.entry('j', "36[0-6]|3[0-5]\\d|[12]\\d{2}|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]"),
          Map.entry('b', NAMES),
          Map.entry('B', NAMES),
          Map.entry('a', NAMES),
          Map.entry('A', NAMES),
          Map.entry('p', "(?i:am|pm)"),
          Map.entry('z', "[+-]\\d{2}:?[0-5]\\d|Z"),
          Map.entry('Z', "(?i:utc|gmt)"),
          Map.entry('%', "%"));

  private final List<Character> fields = new ArrayList<>();
  private final Map<Character, String> values = new HashMap<>();

  private Strptime() {}

  /// @throws PythonError a `ValueError` in Python's words, when the text is not of that form
  public static LocalDateTime parse(String text, String format) {
    return new Strptime().read(text, format);
  }

  private LocalDateTime read(String text, String format) {
    Matcher matcher = pattern(format).matcher(text);
    if (!matcher.lookingAt()) {
      throw PythonError.valueError(
          "time data %s does not match format %s"
              .formatted(Text.repr(Str.of(text)), Text.repr(Str.of(format))));
    }
    if (matcher.end() != text.length()) {
      throw PythonError.valueError("unconverted data remains: " + text.substring(matcher.end()));
    }
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i), matcher.group(i + 1));
    }
    try {
      return build();
    } catch (DateTimeException e) {
      throw PythonError.valueError("day is out of range for month");
    }
  }

  private Pattern pattern(String format) {
    String expanded =
        format
            .replace("%T", "%H:%M:%S")
            .replace("%D", "%m/%d/%y")
            .replace("%F", "%Y-%m-%d")
            .replace("%R", "%H:%M");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < expanded.length(); i++) {
      char c = expanded.charAt(i);
      if (Character.isWhitespace(c)) {
        out.append("\\s+");
      } else if (c != '%') {
        out.append(Pattern.quote(String.valueOf(c)));
      } else {
        i++;
        out.append(directive(expanded, i, format));
      }
    }
    return Pattern.compile(out.toString());
  }

  private String directive(String format, int at, String whole) {
    if (at >= format.length()) {
      throw PythonError.valueError("stray %% in format " + Text.repr(Str.of(whole)));
    }
    char name = format.charAt(at);
    String form = FORMS.get(name);
    if (form == null) {
      throw PythonError.valueError(
          "'%s' is a bad directive in format %s".formatted(name, Text.repr(Str.of(whole))));
    }
    fields.add(name);
    return "(" + form + ")";
  }

  private LocalDateTime build() {
    int year = year();
    int hour = hour();
    String fraction = (values.getOrDefault('f', "") + "000000").substring(0, 6);
    LocalDateTime start =
        LocalDateTime.of(
            year,
            month(),
            number('d', 1),
            hour,
            number('M', 0),
            number('S', 0),
            Integer.parseInt(fraction) * 1000);
    return values.containsKey('j') ? start.withDayOfYear(number('j', 1)) : start;
  }

  private int year() {
    if (values.containsKey('y')) {
      int two = number('y', 0);
      return two <= 68 ? 2000 + two : 1900 + two;
    }
    return number('Y', 1900);
  }

  private int hour() {
    if (!values.containsKey('I')) {
      return number('H', 0);
    }
    int hour = number('I', 12) % 12;
    return values.getOrDefault('p', "am").equalsIgnoreCase("pm") ? hour + 12 : hour;
  }

  private int month() {
    String name = values.getOrDefault('B', values.getOrDefault('b', ""));
    if (name.isEmpty()) {
      return number('m', 1);
    }
    for (Month month : Month.values()) {
      if (name.equalsIgnoreCase(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
          || name.equalsIgnoreCase(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))) {
        return month.getValue();
      }
    }
    throw PythonError.valueError("time data does not match format: '" + name + "' is no month");
  }

  private int number(char field, int missing) {
    String text = values.get(field);
    return text == null ? missing : Integer.parseInt(text.strip());
  }
}
