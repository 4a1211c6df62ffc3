package dev.holdfast.language.yaml;

import dev.holdfast.language.json.JsonSink;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import dev.holdfast.language.yaml.YamlNode.Entry;
import dev.holdfast.language.yaml.YamlNode.Mapping;
import dev.holdfast.language.yaml.YamlNode.Scalar;
import dev.holdfast.language.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON file as nodes, with the two objects that Ansible writes for marked text
/// (`ansible/parsing/ajson.py`).
final class JsonNodes implements JsonSink<YamlNode> {
  private final String file;

  JsonNodes(String file) {
    this.file = file;
  }

  @Override
  public YamlNode scalar(Value value, int line, int column) {
    return new Scalar(value, new Position(file, line, column));
  }

  @Override
  public YamlNode list(List<YamlNode> items, int line, int column) {
    return new Sequence(items, new Position(file, line, column));
  }

  @Override
  public YamlNode object(List<YamlNode> keys, List<YamlNode> values, int line, int column) {
    DictValue places = new DictValue();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof Scalar key) {
        Entry entry = new Entry(key, values.get(i));
        Optional<Value> place = places.get(key.value());
        if (place.isPresent() && place.get() instanceof Int(var index)) {
          entries.set(index.intValue(), entry);
        } else {
          places.put(key.value(), Int.of(entries.size()));
          entries.add(entry);
        }
      }
    }
    return marked(new Mapping(entries, new Position(file, line, column)));
  }

  private static YamlNode marked(Mapping mapping) {
    for (Entry entry : mapping.entries()) {
      if (entry.isNamed("__ansible_vault")
          && entry.value() instanceof Scalar(Str envelope, Position at)) {
        return new Scalar(new Vaulted(envelope.text()), at);
      }
      if (entry.isNamed("__ansible_unsafe")) {
        return Unsafe.mark(entry.value());
      }
    }
    return mapping;
  }
}
