package dev.holdfast.language.yaml;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// A part of a document that was read: immutable, and it knows where it stands.
///
/// Tags, merge keys and aliases are resolved; a node that an alias repeats is the same object, at
/// the place of its anchor.
public sealed interface YamlNode {
  /// Where the node begins.
  Position at();

  /// The node as a fresh Python value; containers are never shared with another call.
  Value toValue();

  /// A leaf.
  record Scalar(Value value, Position at) implements YamlNode {
    @Override
    public Value toValue() {
      return value;
    }
  }

  /// A list.
  record Sequence(List<YamlNode> items, Position at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Value toValue() {
      return new ListValue(items.stream().map(YamlNode::toValue).toList());
    }
  }

  /// A mapping; no two entries have the same key.
  record Mapping(List<Entry> entries, Position at) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The value of a text key.
    public Optional<YamlNode> get(String key) {
      return entries.stream().filter(entry -> entry.isNamed(key)).map(Entry::value).findFirst();
    }

    @Override
    public Value toValue() {
      DictValue dict = new DictValue();
      entries.forEach(entry -> dict.put(entry.key().value(), entry.value().toValue()));
      return dict;
    }
  }

  /// One member of a mapping.
  record Entry(Scalar key, YamlNode value) {
    boolean isNamed(String name) {
      return key.value() instanceof Str str && str.text().equals(name);
    }
  }
}
