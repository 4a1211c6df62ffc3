package dev.holdfast.modules;

import java.util.Comparator;

/// Versions of Debian packages in the order of Debian's policy, section 5.6.12: epoch, upstream
/// part, revision; `~` sorts before the end, letters before other signs.
final class DebianVersion {
  static final Comparator<String> ORDER = DebianVersion::compare;

  private DebianVersion() {}

  private static int compare(String one, String other) {
    int epochs = Long.compare(epoch(one), epoch(other));
    if (epochs != 0) {
      return epochs;
    }
    int upstream = parts(upstream(one), upstream(other));
    return upstream != 0 ? upstream : parts(revision(one), revision(other));
  }

  private static long epoch(String version) {
    int colon = version.indexOf(':');
    return colon > 0 && version.substring(0, colon).matches("[0-9]{1,9}")
        ? Long.parseLong(version.substring(0, colon))
        : 0;
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
      while ((i < one.length() && !digit(one, i)) || (j < other.length() && !digit(other, j))) {
        int difference = weight(one, i) - weight(other, j);
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int from = i;
      int start = j;
      i = pastDigits(one, i);
      j = pastDigits(other, j);
      int numbers = numbers(one.substring(from, i), other.substring(start, j));
      if (numbers != 0) {
        return numbers;
      }
    }
    return 0;
  }

  private static int pastDigits(String text, int from) {
    int at = Math.min(from, text.length());
    while (at < text.length() && digit(text, at)) {
      at++;
    }
    return at;
  }

  private static int numbers(String one, String other) {
    String left = one.replaceFirst("^0+", "");
    String right = other.replaceFirst("^0+", "");
    return left.length() == right.length()
        ? left.compareTo(right)
        : Integer.compare(left.length(), right.length());
  }

  private static boolean digit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text, at)) {
      return 0;
    }
    char letter = text.charAt(at);
    return letter == '~'
        ? -1
        : (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
            ? letter
            : letter + 256;
  }
}
