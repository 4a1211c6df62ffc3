package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.Position;
import dev.holdfast.language.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping of a playbook by its keys as text.
final class Fields {
  private final Position at;
  private final Map<String, YamlNode> nodes;

  private Fields(Position at, Map<String, YamlNode> nodes) {
    this.at = at;
    this.nodes = nodes;
  }

  static Fields of(YamlNode.Mapping mapping) {
    Map<String, YamlNode> nodes = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      nodes.put(Text.str(entry.key().toValue()), entry.value());
    }
    return new Fields(mapping.at(), nodes);
  }

  Position at() {
    return at;
  }

  boolean has(String key) {
    return nodes.containsKey(key);
  }

  Optional<YamlNode> node(String key) {
    return Optional.ofNullable(nodes.get(key));
  }

  Optional<Value> value(String key) {
    return node(key).map(YamlNode::toValue);
  }

  Optional<String> text(String key) {
    return value(key).filter(value -> value != None.NONE).map(Text::str);
  }

  Set<String> keys() {
    return nodes.keySet();
  }

  /// The same mapping with one key under another name.
  Fields renamed(String from, String to) {
    Map<String, YamlNode> renamed = new LinkedHashMap<>();
    nodes.forEach((key, value) -> renamed.put(key.equals(from) ? to : key, value));
    return new Fields(at, renamed);
  }

  Fields without(Set<String> keys) {
    Map<String, YamlNode> rest = new LinkedHashMap<>(nodes);
    rest.keySet().removeAll(keys);
    return new Fields(at, rest);
  }

  /// The keywords among the keys, in the form that [Directives] keeps.
  ///
  /// @throws PlaybookException for a key that is no keyword of the scope
  Map<Keyword, Given> keywords(Scope scope) {
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    nodes.forEach(
        (key, node) -> keywords.put(keyword(key, scope), new Given(node.toValue(), node.at())));
    return keywords;
  }

  private Keyword keyword(String key, Scope scope) {
    return Keyword.of(key)
        .filter(keyword -> keyword.allowedAt(scope))
        .orElseThrow(() ->
            new PlaybookException(
                "'" + key + "' is not a valid attribute for a " + scope.label(), at));
  }

  /// The items of a list, each a mapping; null counts as an empty list.
  List<YamlNode> items(String key, String mistake) {
    return node(key).map(node -> items(node, mistake)).orElse(List.of());
  }

  static List<YamlNode> items(YamlNode node, String mistake) {
    return switch (node) {
      case YamlNode.Sequence sequence -> sequence.items();
      case YamlNode.Scalar scalar when scalar.toValue() == None.NONE -> List.of();
      case YamlNode.Scalar _, YamlNode.Mapping _ -> throw new PlaybookException(mistake, node.at());
    };
  }

  static YamlNode.Mapping mapping(YamlNode node, String mistake) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw new PlaybookException(mistake, node.at());
  }

  /// What Python would call the kind of a node.
  static String kind(YamlNode node) {
    return "<class '" + Types.name(node.toValue()) + "'>";
  }

  /// Whether a value is a list or a dict without content, or null.
  static boolean empty(Value value) {
    return value == None.NONE
        || (value instanceof ListValue list && list.items().isEmpty())
        || (value instanceof DictValue dict && dict.isEmpty());
  }
}
