package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Host names as inventories write them: with a port, with ranges.
///
/// Source: `ansible/parsing/utils/addresses.py`, `ansible/plugins/inventory/__init__.py`.
public final class Addresses {
  private static final Pattern BRACKETED = Pattern.compile("\\[(.+)\\]:([0-9]+)");
  private static final Pattern WITH_PORT =
      Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]+)");
  private static final String NUMBERS = "\\[[0-9]+:[0-9]+(?::[0-9]+)?\\]";
  private static final String HEXADECIMAL = "\\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\\]";
  private static final String LETTERS_OR_NUMBERS =
      "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
  private static final String V4 = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|" + NUMBERS + ")";
  private static final String V6 = "(?:[0-9a-f]{1,4}|" + HEXADECIMAL + ")";
  private static final String LABEL =
      "(?:\\w|R)(?:[\\w-]|R)*(?<![_-])".replace("R", LETTERS_OR_NUMBERS);
  private static final Pattern IPV4 =
      Pattern.compile("(?:X\\.){3}X".replace("X", V4), Pattern.CASE_INSENSITIVE);
  private static final Pattern IPV6 =
      Pattern.compile(
          ("(?:X:){7}X|(?:X:){1,6}:|(?:X:)(?::X){1,6}|(?:X:){2}(?::X){1,5}|(?:X:){3}(?::X){1,4}"
                  + "|(?:X:){4}(?::X){1,3}|(?:X:){5}(?::X){1,2}|(?:X:){6}(?::X)|:(?::X){1,6}|X?::"
                  + "|(?:0:){6}(?:X\\.){3}X|::(?:ffff:)?(?:X\\.){3}X|(?:0:){5}ffff:(?:X\\.){3}X")
              .replace("X", V6),
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "L(?:\\.L)*".replace("L", LABEL),
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);

  private Addresses() {}

  /// A name or address and the port behind it.
  public record Address(String host, Optional<Integer> port) {}

  /// The names that a pattern stands for.
  record Expanded(List<String> names, Optional<Integer> port) {}

  /// Takes host and port apart; nothing when the text is neither a name nor an address.
  ///
  /// @param ranges whether `[1:3]` may stand in it
  public static Optional<Address> parse(String text, boolean ranges) {
    String host = text;
    Optional<Integer> port = Optional.empty();
    for (Pattern form : List.of(BRACKETED, WITH_PORT)) {
      Matcher matcher = form.matcher(host);
      if (matcher.matches()) {
        host = matcher.group(1);
        port = number(matcher.group(2));
        if (port.isEmpty()) {
          return Optional.empty();
        }
      }
    }
    boolean known = isAddress(host) || NAME.matcher(host).matches();
    return known && (ranges || host.indexOf('[') < 0)
        ? Optional.of(new Address(host, port))
        : Optional.empty();
  }

  private static Optional<Integer> number(String digits) {
    return digits.length() > 9 ? Optional.empty() : Optional.of(Integer.parseInt(digits));
  }

  /// Whether it is an IP address, so that no part of it is a short name.
  public static boolean isAddress(String host) {
    return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
  }

  /// The names of a pattern of an inventory, ranges counted through.
  static Expanded expand(String pattern) {
    Address address = parse(pattern, true).orElse(new Address(pattern, Optional.empty()));
    List<String> names =
        address.host().indexOf('[') >= 0 ? range(address.host()) : List.of(address.host());
    return new Expanded(names, address.port());
  }

  private static List<String> range(String text) {
    int open = text.indexOf('[');
    int close = text.indexOf(']', open);
    if (close < 0 || text.indexOf('|') >= 0) {
      throw new PlaybookException("not enough values to unpack (expected 3, got 2)");
    }
    String head = text.substring(0, open);
    String tail = text.substring(close + 1);
    List<String> names = new ArrayList<>();
    for (String step : steps(text.substring(open + 1, close))) {
      String name = head + step + tail;
      if (name.indexOf('[') >= 0) {
        names.addAll(range(name));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> steps(String range) {
    List<String> bounds = List.of(range.split(":", -1));
    if (bounds.size() != 2 && bounds.size() != 3) {
      throw new PlaybookException("host range must be begin:end or begin:end:step");
    }
    String begin = bounds.get(0).isEmpty() ? "0" : bounds.get(0);
    String end = bounds.get(1);
    if (end.isEmpty()) {
      throw new PlaybookException("host range must specify end value");
    }
    boolean padded = begin.startsWith("0") && begin.length() > 1;
    if (padded && begin.length() != end.length()) {
      throw new PlaybookException("host range must specify equal-length begin and end formats");
    }
    int step = bounds.size() == 3 ? integer(bounds.get(2)) : 1;
    if (step <= 0) {
      throw new PlaybookException("range() arg 3 must not be zero");
    }
    return letter(begin) && letter(end)
        ? letters(begin.charAt(0), end.charAt(0), step)
        : numbers(integer(begin), integer(end), step, padded ? begin.length() : 0);
  }

  private static boolean letter(String bound) {
    return bound.length() == 1
        && "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".contains(bound);
  }

  private static List<String> letters(char begin, char end, int step) {
    String order = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int first = order.indexOf(begin);
    int last = order.indexOf(end);
    if (first > last) {
      throw new PlaybookException("host range must have begin <= end");
    }
    List<String> names = new ArrayList<>();
    for (int at = first; at <= last; at += step) {
      names.add(order.substring(at, at + 1));
    }
    return names;
  }

  private static List<String> numbers(int begin, int end, int step, int width) {
    List<String> names = new ArrayList<>();
    for (int number = begin; number <= end; number += step) {
      String digits = Integer.toString(number);
      names.add("0".repeat(Math.max(0, width - digits.length())) + digits);
    }
    return names;
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new PlaybookException("invalid literal for int() with base 10: '" + text + "'");
    }
  }
}
