package dev.holdfast.engine.module;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of text.
public final class Lines {
  private static final Pattern BREAK =
      Pattern.compile("\\r\\n|[\\n\\r\\u000b\\f\\u001c-\\u001e\\u0085\\u2028\\u2029]");

  private Lines() {}

  /// The lines as Python's `splitlines` has them.
  public static List<String> of(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(BREAK.split(text, -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return List.copyOf(lines);
  }

  /// The lines with their ends, as a file that is read line by line has them.
  public static List<String> withEnds(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    int end;
    while ((end = text.indexOf('\n', from)) >= 0) {
      lines.add(text.substring(from, end + 1));
      from = end + 1;
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }
}
