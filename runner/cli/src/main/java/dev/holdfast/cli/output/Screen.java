package dev.holdfast.cli.output;

import dev.holdfast.language.filter.WordWrap;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Where lines go: standard output and standard error, with colours where they are wanted, and the
/// log.
public final class Screen implements AutoCloseable {
  private static final int LEAST_STARS = 3;

  private final PrintStream out;
  private final PrintStream err;
  private final Optional<Palette> palette;
  private final int columns;
  private final Optional<LogFile> log;
  private final Set<String> warned = new HashSet<>();
  private String status = "";

  /// @param palette empty for no colours
  /// @param columns the width of the terminal
  Screen(
      PrintStream out,
      PrintStream err,
      Optional<Palette> palette,
      int columns,
      Optional<LogFile> log) {
    this.out = out;
    this.err = err;
    this.palette = palette;
    this.columns = columns;
    this.log = log;
  }

  public Screen(PrintStream out, PrintStream err, boolean colours, int columns) {
    this(
        out,
        err,
        colours ? Optional.of(Palette.plain()) : Optional.empty(),
        columns,
        Optional.empty());
  }

  /// What a line tells, as the settings `colors` name it.
  public enum Colour {
    NONE,
    OK,
    CHANGED,
    ERROR,
    UNREACHABLE,
    SKIP,
    WARN,
    DEPRECATE,
    DEBUG,
    VERBOSE,
    DIFF_ADD,
    DIFF_REMOVE,
    DIFF_LINES,
    HIGHLIGHT
  }

  /// A text of one or more lines; the last one is ended when it is not.
  public void line(String text, Colour colour) {
    print(out, text, colour);
  }

  public void line(String text) {
    line(text, Colour.NONE);
  }

  public void error(String text, Colour colour) {
    print(err, text, colour);
  }

  private synchronized void print(PrintStream stream, String text, Colour colour) {
    String ended = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    hideStatus();
    stream.print(paint(ended, colour) + "\n");
    stream.flush();
    out.print(status);
    out.flush();
    log.ifPresent(file -> file.add(text));
  }

  /// The line that stays below all others; empty for none. Only for terminals.
  synchronized void status(String text) {
    hideStatus();
    status = text;
    out.print(status);
    out.flush();
  }

  private void hideStatus() {
    if (!status.isEmpty()) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  /// A heading: an empty line, and stars up to the width of the terminal.
  public void banner(String text) {
    String stripped = text.strip();
    int stars = Math.max(LEAST_STARS, columns - TextWidth.of(stripped));
    line("\n" + stripped + " " + "*".repeat(stars));
  }

  /// A warning, wrapped to the width of the terminal; each is shown once.
  public void warning(String text) {
    wrapped("[WARNING]: " + text, Colour.WARN);
  }

  public void deprecated(String text) {
    wrapped("[DEPRECATION WARNING]: " + text, Colour.DEPRECATE);
  }

  private synchronized void wrapped(String text, Colour colour) {
    String shown =
        String.join("\n", new WordWrap(columns, true, true).wrap(text.replaceAll("\\s", " ")));
    if (warned.add(shown)) {
      error(shown + "\n", colour);
    }
  }

  /// An error that ends a command.
  public void fatal(String text) {
    error("ERROR! " + text, Colour.ERROR);
  }

  /// The text in a colour, where colours are wanted.
  public String paint(String text, Colour colour) {
    return palette.map(colours -> colours.paint(text, colour)).orElse(text);
  }

  public boolean colours() {
    return palette.isPresent();
  }

  public int columns() {
    return columns;
  }

  @Override
  public synchronized void close() {
    out.flush();
    err.flush();
    log.ifPresent(LogFile::close);
  }
}
