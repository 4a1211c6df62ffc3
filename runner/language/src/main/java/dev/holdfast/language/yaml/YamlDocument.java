package dev.holdfast.language.yaml;

import java.util.List;

/// A document that was read.
///
/// @param duplicates keys that a mapping has twice; the last one counts
public record YamlDocument(YamlNode root, List<Duplicate> duplicates) {
  public YamlDocument {
    duplicates = List.copyOf(duplicates);
  }

  /// A key that a mapping has twice.
  ///
  /// @param mapping where the mapping begins
  public record Duplicate(String key, Position mapping) {
    /// The warning as Ansible words it.
    public String warning() {
      return "While constructing a mapping from %s, line %d, column %d, found a duplicate dict key (%s). Using last defined value only."
          .formatted(mapping.file(), mapping.line(), mapping.column(), key);
    }
  }
}
