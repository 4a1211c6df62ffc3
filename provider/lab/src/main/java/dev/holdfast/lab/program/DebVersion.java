package dev.holdfast.lab.program;

import java.util.Comparator;

/// The order of versions of Debian's packages (deb-version, section "Sorting algorithm").
final class DebVersion {
  static final Comparator<String> ORDER = DebVersion::compare;

  private DebVersion() {}

  private static int compare(String one, String other) {
    int epoch = Integer.compare(epoch(one), epoch(other));
    if (epoch != 0) {
      return epoch;
    }
    int upstream = parts(upstream(one), upstream(other));
    return upstream != 0 ? upstream : parts(revision(one), revision(other));
  }

  private static int epoch(String version) {
    int colon = version.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(version.substring(0, colon));
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static String revision(String version) {
    int dash = version.lastIndexOf('-');
    return dash < 0 ? "" : version.substring(dash + 1);
  }

  private static int parts(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < other.length()) {
      while (isOther(one, i) || isOther(other, j)) {
        int order = Integer.compare(weight(one, i), weight(other, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endOne = digits(one, i);
      int endOther = digits(other, j);
      int order = Long.compare(number(one, i, endOne), number(other, j, endOther));
      if (order != 0) {
        return order;
      }
      i = endOne;
      j = endOther;
    }
    return 0;
  }

  private static boolean isOther(String text, int at) {
    return at < text.length() && !Character.isDigit(text.charAt(at));
  }

  private static int digits(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static long number(String text, int from, int end) {
    return from >= end ? 0 : Long.parseLong(text.substring(from, end));
  }

  /// A tilde sorts before the end, the end before letters, letters before the rest.
  private static int weight(String text, int at) {
    if (at >= text.length() || Character.isDigit(text.charAt(at))) {
      return 0;
    }
    char letter = text.charAt(at);
    return letter == '~' ? -1 : Character.isLetter(letter) ? letter : letter + 256;
  }
}
