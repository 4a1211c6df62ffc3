package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An inventory in INI form: sections of hosts, `:children` and `:vars`.
///
/// Source: `ansible/plugins/inventory/ini.py`.
final class IniSource {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?");
  private static final Pattern GROUP_NAME = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");

  private final Graph graph;
  private final String file;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private int line;

  private enum Kind {
    HOSTS,
    CHILDREN,
    VARS
  }

  /// A group that is spoken of before it is declared.
  ///
  /// @param parents the groups that want it as a child; without any, it is a section of variables
  private record Pending(int line, Kind kind, List<String> parents) {}

  private IniSource(Graph graph, String file) {
    this.graph = graph;
    this.file = file;
  }

  /// @throws PlaybookException in Ansible's words, with file and line
  static void read(Graph graph, String file, String text) {
    new IniSource(graph, file).read(text);
  }

  private void read(String text) {
    String group = Graph.UNGROUPED;
    Kind kind = Kind.HOSTS;
    for (String raw : text.lines().toList()) {
      line++;
      String stripped = raw.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        continue;
      }
      Matcher section = SECTION.matcher(stripped);
      if (section.matches()) {
        group = section.group(1);
        kind = kind(group, section.group(2) == null ? "hosts" : section.group(2));
        open(group, kind);
      } else if (stripped.startsWith("[") && stripped.endsWith("]")) {
        throw mistake(
            "Invalid section entry: '"
                + stripped
                + "'. Please make sure that there are no spaces in the section entry, and that"
                + " there are no other invalid characters");
      } else {
        entry(group, kind, stripped);
      }
    }
    complainAboutPending();
  }

  private Kind kind(String group, String word) {
    return switch (word) {
      case "hosts" -> Kind.HOSTS;
      case "children" -> Kind.CHILDREN;
      case "vars" -> Kind.VARS;
      default -> throw mistake("Section [" + group + ":" + word + "] has unknown type: " + word);
    };
  }

  private void open(String group, Kind kind) {
    if (!graph.groups().containsKey(group)) {
      if (kind == Kind.VARS && !pending.containsKey(group)) {
        pending.put(group, new Pending(line, kind, new ArrayList<>()));
      }
      graph.group(group);
    }
    Pending waiting = pending.get(group);
    if (waiting != null && kind != Kind.VARS) {
      if (waiting.kind() == Kind.CHILDREN) {
        adopt(group);
      } else {
        pending.remove(group);
      }
    }
  }

  private void adopt(String group) {
    Pending waiting = pending.get(group);
    if (waiting == null) {
      return;
    }
    for (String parent : waiting.parents()) {
      graph.addChild(parent, group);
      Pending outer = pending.get(parent);
      if (outer != null && outer.kind() == Kind.CHILDREN) {
        adopt(parent);
      }
    }
    pending.remove(group);
  }

  private void entry(String group, Kind kind, String text) {
    switch (kind) {
      case HOSTS -> host(group, text);
      case VARS -> variable(group, text);
      case CHILDREN -> child(group, text);
    }
  }

  private void host(String group, String text) {
    List<String> words;
    try {
      words = HostLine.split(text);
    } catch (IllegalArgumentException e) {
      throw mistake("Error parsing host definition '" + text + "': " + e.getMessage());
    }
    Addresses.Expanded names = names(words.getFirst());
    Map<String, Value> variables = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw mistake("Expected key=value host variable assignment, got: " + word);
      }
      variables.put(word.substring(0, equals), value(word.substring(equals + 1)));
    }
    graph.populate(names, variables, group);
  }

  private Addresses.Expanded names(String pattern) {
    Addresses.Expanded names = Addresses.expand(pattern);
    if (pattern.strip().endsWith(":") && names.port().isEmpty()) {
      throw new PlaybookException(
          "Invalid host pattern '"
              + pattern
              + "' supplied, ending in ':' is not allowed, this character is reserved to provide a"
              + " port.");
    }
    if (names.names().stream().anyMatch(name -> name.strip().equals("---"))) {
      throw new PlaybookException(
          "Invalid host pattern '"
              + pattern
              + "' supplied, '---' is normally a sign this is a YAML file.");
    }
    return names;
  }

  private void variable(String group, String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw mistake("Expected key=value, got: " + text);
    }
    Value value = value(text.substring(equals + 1).strip());
    graph.group(group).set(text.substring(0, equals).strip(), value);
  }

  private void child(String group, String text) {
    Matcher name = GROUP_NAME.matcher(text);
    if (!name.matches()) {
      throw mistake("Expected group name, got: " + text);
    }
    String child = name.group(1);
    if (graph.groups().containsKey(child)) {
      graph.addChild(group, child);
    } else {
      pending
          .computeIfAbsent(child, _ -> new Pending(line, Kind.CHILDREN, new ArrayList<>()))
          .parents()
          .add(group);
    }
  }

  /// A Python literal, or the text itself.
  static Value value(String text) {
    return PythonLiteral.parse(text, false).orElse(Str.of(text));
  }

  private void complainAboutPending() {
    pending.forEach((name, waiting) -> {
      String what =
          waiting.kind() == Kind.VARS
              ? "Section [%s:vars] not valid for undefined group: %s".formatted(name, name)
              : "Section [%s:children] includes undefined group: %s"
                  .formatted(waiting.parents().getLast(), name);
      throw new PlaybookException(file + ":" + waiting.line() + ": " + what);
    });
  }

  private PlaybookException mistake(String message) {
    return new PlaybookException(file + ":" + line + ": " + message);
  }
}
