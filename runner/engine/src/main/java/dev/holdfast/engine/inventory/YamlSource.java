package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An inventory in YAML or JSON: groups with `hosts`, `vars` and `children`.
///
/// Source: `ansible/plugins/inventory/yaml.py`.
final class YamlSource {
  private static final List<String> SECTIONS = List.of("vars", "children", "hosts");

  private final Graph graph;
  private final Warnings warnings;

  private YamlSource(Graph graph, Warnings warnings) {
    this.graph = graph;
    this.warnings = warnings;
  }

  static void read(Graph graph, Warnings warnings, Value data) {
    if (!Truth.of(data)) {
      throw new PlaybookException("Parsed empty YAML file");
    }
    if (!(data instanceof DictValue groups)) {
      throw new PlaybookException(
          "YAML inventory has invalid structure, it should be a dictionary, got: " + type(data));
    }
    if (groups.get("plugin").filter(Truth::of).isPresent()) {
      throw new PlaybookException("Plugin configuration YAML file, not YAML inventory");
    }
    YamlSource source = new YamlSource(graph, warnings);
    groups.entries().forEach((name, body) -> source.group(name, body));
  }

  /// The class that Ansible's YAML reader makes.
  private static String type(Value value) {
    return switch (value) {
      case Str _ -> "<class 'ansible.parsing.yaml.objects.AnsibleUnicode'>";
      case ListValue _ -> "<class 'ansible.parsing.yaml.objects.AnsibleSequence'>";
      case DictValue _ -> "<class 'ansible.parsing.yaml.objects.AnsibleMapping'>";
      default -> "<class '" + Types.name(value) + "'>";
    };
  }

  private String group(Value name, Value body) {
    if (!(body instanceof DictValue) && body != None.NONE) {
      warnings.warn("Skipping '" + Text.str(name) + "' as this is not a valid group definition");
      return Text.str(name);
    }
    if (!(name instanceof Str str)) {
      throw new PlaybookException(
          "Unable to add group %s: Invalid group name supplied, expected a string but got %s for %s"
              .formatted(Text.str(name), type(name), Text.str(name)));
    }
    Group group = graph.group(str.text());
    if (body instanceof DictValue dict) {
      fill(group.name(), dict);
    }
    return group.name();
  }

  private void fill(String group, DictValue body) {
    DictValue checked = DictValue.copyOf(body);
    for (String section : SECTIONS) {
      body.get(section).ifPresent(value -> checked.put(section, section(group, section, value)));
    }
    checked
        .entries()
        .forEach((key, value) -> {
          if (value instanceof DictValue dict) {
            fill(group, Text.str(key), dict);
          } else if (value != None.NONE) {
            warnings.warn(
                "Skipping key (%s) in group (%s) as it is not a mapping, it is a %s"
                    .formatted(Text.str(key), group, type(value)));
          }
        });
  }

  /// A single name counts as a dict without values.
  private static Value section(String group, String section, Value value) {
    if (value instanceof Str) {
      DictValue single = new DictValue();
      single.put(value, None.NONE);
      return single;
    }
    if (value instanceof DictValue || value == None.NONE) {
      return value;
    }
    throw new PlaybookException(
        "Invalid \"%s\" entry for \"%s\" group, requires a dictionary, found \"%s\" instead."
            .formatted(section, group, type(value)));
  }

  private void fill(String group, String key, DictValue members) {
    switch (key) {
      case "vars" ->
          members.entries().forEach((name, value) -> graph.group(group).set(Text.str(name), value));
      case "children" ->
          members.entries().forEach((name, value) -> graph.addChild(group, group(name, value)));
      case "hosts" -> members.entries().forEach((name, value) -> hosts(group, name, value));
      default ->
          warnings.warn(
              ("Skipping unexpected key (%s) in group (%s), only \"vars\", \"children\" and"
                      + " \"hosts\" are valid")
                  .formatted(key, group));
    }
  }

  private void hosts(String group, Value pattern, Value variables) {
    if (!(pattern instanceof Str str)) {
      throw new PlaybookException(
          "Host pattern "
              + Text.str(pattern)
              + " must be a string. Enclose integers/floats in quotation marks.");
    }
    graph.populate(Addresses.expand(str.text()), variables(variables), group);
  }

  /// The members of a dict of variables; nothing counts as an empty one.
  static Map<String, Value> variables(Value value) {
    Map<String, Value> variables = new LinkedHashMap<>();
    if (value instanceof DictValue dict) {
      dict.entries().forEach((name, member) -> variables.put(Text.str(name), member));
    } else if (Truth.of(value)) {
      throw new PlaybookException(
          "Invalid data from file, expected dictionary and got:\n\n" + Text.str(value));
    }
    return variables;
  }
}
