package dev.holdfast.language.yaml;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.yaml.YamlNode.Entry;
import dev.holdfast.language.yaml.YamlNode.Mapping;
import dev.holdfast.language.yaml.YamlNode.Scalar;
import dev.holdfast.language.yaml.YamlNode.Sequence;

/// The tag `!unsafe` on a node: every text below it is marked.
final class Unsafe {
  private Unsafe() {}

  static YamlNode mark(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> mark(scalar);
      case Sequence(var items, var at) ->
          new Sequence(items.stream().map(Unsafe::mark).toList(), at);
      case Mapping(var entries, var at) ->
          new Mapping(
              entries.stream()
                  .map(entry -> new Entry(mark(entry.key()), mark(entry.value())))
                  .toList(),
              at);
    };
  }

  private static Scalar mark(Scalar scalar) {
    return scalar.value() instanceof Str str
        ? new Scalar(str.withUnsafe(true), scalar.at())
        : scalar;
  }
}
