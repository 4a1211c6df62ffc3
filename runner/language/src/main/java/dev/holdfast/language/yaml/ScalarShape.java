package dev.holdfast.language.yaml;

import java.nio.charset.StandardCharsets;

/// What a text admits when it is written: libyaml's look over a scalar before it chooses a style.
///
/// @param length in bytes, as it counts for a key
record ScalarShape(
    int length,
    boolean multiline,
    boolean flowPlain,
    boolean blockPlain,
    boolean single,
    boolean block) {
  private static final String LEADING = "#,[]{}&*!|>'\"%@`";
  private static final String FLOW = ",?[]{}";

  static ScalarShape of(String text, boolean unicode) {
    return text.isEmpty()
        ? new ScalarShape(0, false, false, true, true, false)
        : new Look(text, unicode).shape();
  }

  /// Whether libyaml holds a character for printable; it does not know those beyond the basic
  /// plane.
  static boolean printable(int c) {
    return c == '\n'
        || (c >= ' ' && c <= '~')
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// One pass over a text.
  private static final class Look {
    private final int[] points;
    private final String text;
    private final boolean unicode;
    private boolean blockIndicators;
    private boolean flowIndicators;
    private boolean breaks;
    private boolean special;
    private boolean edgeSpace;
    private boolean trailingSpace;
    private boolean breakSpace;
    private boolean spaceBreak;

    Look(String text, boolean unicode) {
      this.text = text;
      this.points = text.codePoints().toArray();
      this.unicode = unicode;
    }

    ScalarShape shape() {
      if (text.startsWith("---") || text.startsWith("...")) {
        blockIndicators = true;
        flowIndicators = true;
      }
      for (int i = 0; i < points.length; i++) {
        indicators(i);
        spaces(i);
        int c = points[i];
        special |= !printable(c) || (c > '~' && !unicode);
        breaks |= isBreak(c);
      }
      boolean plain = !edgeSpace && !breakSpace && !spaceBreak && !special && !breaks;
      return new ScalarShape(
          text.getBytes(StandardCharsets.UTF_8).length,
          breaks,
          plain && !flowIndicators,
          plain && !blockIndicators,
          !breakSpace && !spaceBreak && !special,
          !trailingSpace && !spaceBreak && !special);
    }

    private void indicators(int i) {
      int c = points[i];
      boolean blankNext = i + 1 >= points.length || isBlank(points[i + 1]);
      if (i == 0) {
        boolean both = LEADING.indexOf(c) >= 0 || (c == '-' && blankNext);
        boolean some = c == '?' || c == ':';
        flowIndicators |= both || some;
        blockIndicators |= both || (some && blankNext);
      } else {
        boolean comment = c == '#' && isBlank(points[i - 1]);
        flowIndicators |= FLOW.indexOf(c) >= 0 || c == ':' || comment;
        blockIndicators |= (c == ':' && blankNext) || comment;
      }
    }

    private void spaces(int i) {
      boolean space = points[i] == ' ';
      boolean isBreak = isBreak(points[i]);
      boolean last = i == points.length - 1;
      edgeSpace |= (space || isBreak) && (i == 0 || last);
      trailingSpace |= space && last;
      breakSpace |= space && i > 0 && isBreak(points[i - 1]);
      spaceBreak |= isBreak && i > 0 && points[i - 1] == ' ';
    }

    private static boolean isBlank(int c) {
      return c == ' ' || c == '\t' || c == 0 || isBreak(c);
    }
  }
}
