package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The place of a mistake with the lines around it, as Ansible adds it to a message.
public final class SourceExcerpt {
  private SourceExcerpt() {}

  /// The text behind a message: two line ends, the place, and the lines if they can be read.
  public static String of(Position at) {
    String place =
        "\n\nThe error appears to be in '"
            + at.file()
            + "': line "
            + at.line()
            + ", column "
            + at.column()
            + ", but may\nbe elsewhere in the file depending on the exact syntax problem.\n";
    return place + lines(at);
  }

  private static String lines(Position at) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(at.file()));
    } catch (IOException e) {
      return "";
    }
    if (at.line() < 1 || at.line() > lines.size()) {
      return "";
    }
    String before = at.line() > 1 ? lines.get(at.line() - 2) : "";
    return "\nThe offending line appears to be:\n\n"
        + before
        + "\n"
        + lines.get(at.line() - 1)
        + "\n"
        + " ".repeat(Math.max(0, at.column() - 1))
        + "^ here\n"
        + YamlHints.of(lines.get(at.line() - 1), at);
  }
}
