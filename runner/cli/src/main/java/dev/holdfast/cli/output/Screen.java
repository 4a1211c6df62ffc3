package dev.holdfast.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where lines go: standard output and standard error, with colours where they are wanted.
public final class Screen {
  private static final int LEAST_STARS = 3;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;
  private final int columns;

  /// @param columns the width of the terminal
  public Screen(PrintStream out, PrintStream err, boolean colours, int columns) {
    this.out = out;
    this.err = err;
    this.colours = colours;
    this.columns = columns;
  }

  /// The colours of Ansible's settings `colors`.
  public enum Colour {
    NONE(""),
    OK("0;32"),
    CHANGED("0;33"),
    ERROR("0;31"),
    UNREACHABLE("1;31"),
    SKIP("0;36"),
    WARN("1;35"),
    DEPRECATE("0;35"),
    DEBUG("1;30"),
    VERBOSE("0;34"),
    DIFF_ADD("0;32"),
    DIFF_REMOVE("0;31"),
    DIFF_LINES("0;36");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  public synchronized void line(String text, Colour colour) {
    out.print(paint(text, colour) + "\n");
    out.flush();
  }

  public void line(String text) {
    line(text, Colour.NONE);
  }

  public synchronized void error(String text, Colour colour) {
    err.print(paint(text, colour) + "\n");
    err.flush();
  }

  /// A heading: an empty line, and stars up to the width of the terminal.
  public void banner(String text) {
    String stripped = text.strip();
    int stars = Math.max(LEAST_STARS, columns - stripped.length() - 1);
    line("\n" + stripped + " " + "*".repeat(stars));
  }

  /// A warning, wrapped to the width of the terminal.
  public void warning(String text) {
    wrapped("[WARNING]: " + text, Colour.WARN);
  }

  public void deprecated(String text) {
    wrapped("[DEPRECATION WARNING]: " + text, Colour.DEPRECATE);
  }

  private void wrapped(String text, Colour colour) {
    error(String.join("\n", wrap(text, columns)), colour);
  }

  /// An error that ends a command.
  public void fatal(String text) {
    error("ERROR! " + text, Colour.ERROR);
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// The text in a colour, where colours are wanted.
  public String paint(String text, Colour colour) {
    if (!colours || colour == Colour.NONE) {
      return text;
    }
    List<String> painted = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      painted.add(String.format(Locale.ROOT, "\u001b[%sm%s\u001b[0m", colour.code, line));
    }
    return String.join("\n", painted);
  }

  public boolean colours() {
    return colours;
  }
}
