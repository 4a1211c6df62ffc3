package dev.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands with what they printed: `$ ` before a command, `| ` before each line of standard
/// output, `! ` before each line of standard error, then the exit status.
final class Transcript {
  private static final String OPEN_END = "(no newline)";

  private Transcript() {}

  /// One command.
  record Entry(String command, String out, String err, int status) {
    String text() {
      return "$ " + command + "\n" + marked("| ", out) + marked("! ", err) + "rc=" + status + "\n";
    }

    private static String marked(String mark, String text) {
      StringBuilder lines = new StringBuilder();
      boolean open = !text.isEmpty() && !text.endsWith("\n");
      for (String line : (open ? text : text.replaceFirst("\n$", "")).split("\n", -1)) {
        if (!text.isEmpty()) {
          lines.append((mark + line).replaceFirst(" $", "")).append('\n');
        }
      }
      return lines + (open ? mark.substring(0, 1) + OPEN_END + "\n" : "");
    }
  }

  /// The commands of a file, without what they print.
  static List<String> commands(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("$ "))
        .map(line -> line.substring(2))
        .toList();
  }

  /// What the file says of each command.
  static List<String> entries(Path file) throws IOException {
    List<String> entries = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("$ ") && !entry.isEmpty()) {
        entries.add(entry.toString());
        entry.setLength(0);
      }
      if (!line.startsWith("#")) {
        entry.append(line).append('\n');
      }
    }
    entries.add(entry.toString());
    return entries;
  }

  /// The comments at the head of a file.
  static String head(Path file) throws IOException {
    StringBuilder head = new StringBuilder();
    Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("#"))
        .forEach(line -> head.append(line).append('\n'));
    return head.toString();
  }
}
