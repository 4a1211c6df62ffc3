package dev.holdfast.language.yaml;

/// The text that is written, with what libyaml's emitter remembers of its end: the column, whether
/// white space or only indentation came last, and the current indentation.
final class YamlOutput {
  private static final String SHORT_ESCAPES =
      "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
  private static final String SHORT_NAMES = "0abtnvfre\"\\N_LP";

  private final StringBuilder out = new StringBuilder();
  private final int width;
  private final int step;
  private final boolean unicode;
  private int column;
  private int indent = -1;
  private boolean whitespace = true;
  private boolean indention = true;

  YamlOutput(YamlFormat format) {
    this.width = format.width();
    this.step = format.indent();
    this.unicode = format.allowUnicode();
  }

  String text() {
    return out.toString();
  }

  int indent() {
    return indent;
  }

  void indent(int columns) {
    indent = columns;
  }

  void deeper(boolean flow, boolean indentless) {
    if (indent < 0) {
      indent = flow ? step : 0;
    } else if (!indentless) {
      indent += step;
    }
  }

  boolean atIndention() {
    return indention;
  }

  boolean beyondWidth() {
    return column > width;
  }

  void indicator(String text, boolean needsSpace) {
    indicator(text, needsSpace, false, false);
  }

  void indicator(String text, boolean needsSpace, boolean isSpace, boolean isIndention) {
    if (needsSpace && !whitespace) {
      put(' ');
    }
    text.codePoints().forEach(this::put);
    whitespace = isSpace;
    indention = indention && isIndention;
  }

  void newline() {
    int target = Math.max(indent, 0);
    if (!indention || column > target || (column == target && !whitespace)) {
      lineBreak();
    }
    while (column < target) {
      put(' ');
    }
    whitespace = true;
    indention = true;
  }

  void plain(String text, boolean fold) {
    if (!whitespace && !text.isEmpty()) {
      put(' ');
    }
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (points[i] == ' ' && fold && foldable(points, i, false)) {
        newline();
      } else {
        put(points[i]);
        indention = indention && points[i] == ' ';
      }
    }
    whitespace = false;
    indention = false;
  }

  void single(String text, boolean fold) {
    indicator("'", true);
    int[] points = text.codePoints().toArray();
    boolean breaks = false;
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if (c == ' ') {
        space(fold && foldable(points, i, true));
      } else if (ScalarShape.isBreak(c)) {
        if (!breaks && c == '\n') {
          lineBreak();
        }
        putBreak(c);
        breaks = true;
      } else {
        if (breaks) {
          newline();
        }
        if (c == '\'') {
          put(c);
        }
        put(c);
        indention = false;
        breaks = false;
      }
    }
    if (breaks) {
      newline();
    }
    indicator("'", false);
    whitespace = false;
    indention = false;
  }

  private void space(boolean asNewline) {
    if (asNewline) {
      newline();
    } else {
      put(' ');
    }
  }

  private boolean foldable(int[] points, int i, boolean inner) {
    boolean firstSpace = i == 0 || points[i - 1] != ' ';
    boolean nextSpace = i + 1 < points.length && points[i + 1] == ' ';
    boolean edge = inner && (i == 0 || i == points.length - 1);
    return firstSpace && !nextSpace && !edge && column > width;
  }

  void doubleQuoted(String text, boolean fold) {
    indicator("\"", true);
    int[] points = text.codePoints().toArray();
    boolean spaces = false;
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if (needsEscape(c)) {
        escape(c);
        spaces = false;
      } else if (c == ' ') {
        if (fold && !spaces && column > width && i != 0 && i != points.length - 1) {
          newline();
          if (points[i + 1] == ' ') {
            put('\\');
          }
        } else {
          put(c);
        }
        spaces = true;
      } else {
        put(c);
        spaces = false;
      }
    }
    indicator("\"", false);
    whitespace = false;
    indention = false;
  }

  private boolean needsEscape(int c) {
    return !ScalarShape.printable(c)
        || (!unicode && c > '~')
        || ScalarShape.isBreak(c)
        || c == '"'
        || c == '\\';
  }

  private void escape(int c) {
    int known = SHORT_ESCAPES.indexOf(c);
    String escape;
    if (known >= 0) {
      escape = String.valueOf(SHORT_NAMES.charAt(known));
    } else if (c <= 0xFF) {
      escape = "x%02X".formatted(c);
    } else if (c <= 0xFFFF) {
      escape = "u%04X".formatted(c);
    } else {
      escape = "U%08X".formatted(c);
    }
    put('\\');
    escape.chars().forEach(this::put);
  }

  void literal(String text) {
    int[] points = text.codePoints().toArray();
    indicator("|", true);
    hints(points);
    lineBreak();
    indention = true;
    whitespace = true;
    boolean breaks = true;
    for (int c : points) {
      if (ScalarShape.isBreak(c)) {
        putBreak(c);
        breaks = true;
      } else {
        if (breaks) {
          newline();
        }
        put(c);
        indention = false;
        breaks = false;
      }
    }
  }

  private void hints(int[] points) {
    int length = points.length;
    if (length > 0 && (points[0] == ' ' || ScalarShape.isBreak(points[0]))) {
      indicator(Integer.toString(step), false);
    }
    if (length == 0 || !ScalarShape.isBreak(points[length - 1])) {
      indicator("-", false);
    } else if (length == 1 || ScalarShape.isBreak(points[length - 2])) {
      indicator("+", false);
    }
  }

  private void put(int c) {
    out.appendCodePoint(c);
    column++;
  }

  private void putBreak(int c) {
    out.appendCodePoint(c);
    column = 0;
    indention = true;
  }

  private void lineBreak() {
    out.append('\n');
    column = 0;
  }
}
