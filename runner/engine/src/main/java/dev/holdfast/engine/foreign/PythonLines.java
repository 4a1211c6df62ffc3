package dev.holdfast.engine.foreign;

import java.util.ArrayList;
import java.util.List;

/// The logical lines of a Python file: joined where brackets or backslashes join them, without
/// comments, with every text literal empty. Indentation is kept.
final class PythonLines {
  private final String source;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int depth;

  private PythonLines(String source) {
    this.source = source;
  }

  static List<String> of(String source) {
    PythonLines reader = new PythonLines(source.replace("\r\n", "\n"));
    reader.read();
    return reader.lines;
  }

  private void read() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '#' -> comment();
        case '"', '\'' -> literal(c);
        case '\\' -> escaped();
        case '\n' -> newline();
        default -> plain(c);
      }
    }
    end();
  }

  private void comment() {
    int end = source.indexOf('\n', at);
    at = end < 0 ? source.length() : end;
  }

  private void escaped() {
    at += 2;
    line.append(' ');
  }

  private void newline() {
    at++;
    if (depth > 0) {
      line.append(' ');
    } else {
      end();
    }
  }

  private void end() {
    if (!line.toString().isBlank()) {
      lines.add(line.toString());
    }
    line.setLength(0);
  }

  private void plain(char c) {
    switch (c) {
      case '(', '[', '{' -> depth++;
      case ')', ']', '}' -> depth = Math.max(0, depth - 1);
      default -> {}
    }
    line.append(c);
    at++;
  }

  private void literal(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    String end = source.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += end.length();
    while (at < source.length() && !source.startsWith(end, at)) {
      if (end.length() == 1 && source.charAt(at) == '\n') {
        return;
      }
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(source.length(), at + end.length());
    line.append("''");
  }
}
