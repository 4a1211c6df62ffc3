package dev.holdfast.engine.module;

import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.Map;

/// Renders a template file with the task's variables.
public interface Templar {
  /// The text that a template file gives.
  ///
  /// @param source where it came from, for `include`, `import` and `ansible_managed`
  /// @param target where it goes, as `template_destpath` says
  String renderFile(Path source, byte[] content, String target, Settings settings);

  /// Renders a piece of text, as `copy` needs it nowhere but `template`'s own paths do.
  Value render(String text, Map<String, Value> more);

  /// How a file is read.
  ///
  /// @param delimiters start and end of block, variable, comment, in that order; empty texts keep
  ///   the default
  record Settings(
      boolean trimBlocks, boolean lstripBlocks, String newline, Delimiters delimiters) {}

  /// Start and end marks; an empty text keeps the default.
  record Delimiters(
      String blockStart,
      String blockEnd,
      String variableStart,
      String variableEnd,
      String commentStart,
      String commentEnd) {}
}
