package dev.holdfast.runner.acceptance.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One case: its commands and the outputs that are right for them.
///
/// @param name the file's name without its ending
/// @param expected the output for all commands; any one of them is right
record ConformanceCase(String name, List<String> commands, List<String> expected) {
  private static final String COMMAND = "# run: ";

  /// All cases of a folder, by number.
  static List<ConformanceCase> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("[0-9]{2}-.*\\.yml"))
          .sorted()
          .map(ConformanceCase::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConformanceCase of(Path file) {
    String fileName = String.valueOf(file.getFileName());
    String name = fileName.substring(0, fileName.length() - ".yml".length());
    try {
      List<String> commands =
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(COMMAND))
              .map(line -> line.substring(COMMAND.length()).strip())
              .toList();
      List<String> expected = new ArrayList<>();
      for (String ending : List.of(".expected", ".expected-devel")) {
        Path text = file.resolveSibling(name + ending);
        if (Files.exists(text)) {
          expected.add(Files.readString(text));
        }
      }
      return new ConformanceCase(
          name, commands.isEmpty() ? List.of("ansible-playbook " + fileName) : commands, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether an output is one of those that are right.
  boolean accepts(String output) {
    return expected.contains(output);
  }
}
