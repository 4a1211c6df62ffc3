package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Variables and groups that are worked out from what the sources before this one gave.
///
/// Source: `ansible/plugins/inventory/constructed.py` and the class `Constructable` of
/// `ansible/plugins/inventory/__init__.py`.
final class ConstructedSource {
  static final List<String> NAMES = PluginNames.all("constructed");

  private final Graph graph;
  private final Around around;
  private final DictValue config;
  private final boolean strict;

  /// What stands around the source.
  ///
  /// @param useExtra whether variables of the command line count where the source says nothing
  record Around(Composition composition, VariablesBeside beside, boolean useExtra) {}

  private ConstructedSource(Graph graph, Around around, DictValue config) {
    this.graph = graph;
    this.around = around;
    this.config = config;
    this.strict = flag("strict", false);
  }

  static void read(Graph graph, Around around, String path, Value data) {
    if (!Truth.of(data)) {
      throw new PlaybookException(path + " is empty");
    }
    Value plugin =
        data instanceof DictValue dict ? dict.get("plugin").orElse(None.NONE) : None.NONE;
    if (!(data instanceof DictValue config) || !NAMES.contains(Text.str(plugin))) {
      throw new PlaybookException(
          "Incorrect plugin name in file: "
              + (plugin == None.NONE ? "none found" : Text.str(plugin)));
    }
    ConstructedSource source = new ConstructedSource(graph, around, config);
    try {
      List.copyOf(graph.hosts().values()).forEach(source::host);
    } catch (PlaybookException | LanguageException mistake) {
      throw new PlaybookException(
          "failed to parse %s: %s . %s"
              .formatted(path, mistake.getMessage(), mistake.getMessage()));
    }
  }

  private boolean flag(String name, boolean otherwise) {
    return config.get(name).map(value -> YesNo.of(value).orElse(false)).orElse(otherwise);
  }

  private void host(Host host) {
    if (config.get("compose").orElse(None.NONE) instanceof DictValue variables) {
      compose(host, variables);
    }
    DictValue known = variables(host);
    if (config.get("groups").orElse(None.NONE) instanceof DictValue groups) {
      group(host, groups, known);
    }
    if (config.get("keyed_groups").orElse(None.NONE) instanceof ListValue keyed) {
      keyed.items().forEach(entry -> keyed(host, entry, known));
    }
  }

  /// What is known of a host so far.
  private DictValue variables(Host host) {
    DictValue all = new DictValue();
    List<DictValue> levels = new ArrayList<>();
    host.groups().forEach(group -> levels.add(group.vars()));
    boolean beside = flag("use_vars_plugins", false);
    if (beside) {
      host.groups().forEach(group -> levels.addAll(around.beside().of("group_vars", group.name())));
    }
    levels.add(host.vars());
    levels.add(host.names());
    if (beside) {
      levels.addAll(around.beside().of("host_vars", host.name()));
    }
    levels.add(around.composition().facts(host.name()));
    levels.forEach(level -> Combining.add(all, level, graph.merging()));
    return all;
  }

  private Templar templar(DictValue variables) {
    return around
        .composition()
        .templar()
        .with(dev.holdfast.language.template.Variables.of(variables));
  }

  private Value evaluate(Value expression, DictValue variables) {
    DictValue seen = DictValue.copyOf(variables);
    if (flag("use_extra_vars", around.useExtra())) {
      seen.entries().putAll(around.composition().extra().entries());
    }
    return templar(seen)
        .template(Str.of("{{" + Text.str(expression) + "}}"), Options.VALUE.withLookups(false));
  }

  private void compose(Host host, DictValue expressions) {
    DictValue known = variables(host);
    expressions
        .entries()
        .forEach((name, expression) -> {
          try {
            graph.set(host.name(), Text.str(name), evaluate(expression, known));
          } catch (LanguageException mistake) {
            refuse(
                "Could not set %s for host %s: %s"
                    .formatted(Text.str(name), host, mistake.message()));
          }
        });
  }

  private void refuse(String message) {
    if (strict) {
      throw new PlaybookException(message);
    }
  }

  private void group(Host host, DictValue conditions, DictValue known) {
    conditions
        .entries()
        .forEach((name, condition) -> {
          String test = "{% if " + Text.str(condition) + " %}True{% else %}False{% endif %}";
          try {
            if (Truth.of(templar(known).template(Str.of(test)))) {
              join(host, Text.str(name));
            }
          } catch (LanguageException mistake) {
            refuse(
                "Could not add host %s to group %s: %s"
                    .formatted(host, Text.str(name), mistake.message()));
          }
        });
  }

  private Group join(Host host, String name) {
    Group group = graph.group(Graph.forced(name));
    group.add(host);
    return group;
  }

  private void keyed(Host host, Value entry, DictValue known) {
    if (!(entry instanceof DictValue keyed) || keyed.isEmpty()) {
      throw new PlaybookException(
          "Invalid keyed group entry, it must be a dictionary: " + Text.str(entry) + " ");
    }
    Value expression = keyed.get("key").orElse(None.NONE);
    Value key;
    try {
      key = evaluate(expression, known);
    } catch (LanguageException mistake) {
      refuse(
          "Could not generate group for host %s from %s entry: %s"
              .formatted(host, Text.str(expression), mistake.message()));
      return;
    }
    Names names = new Names(keyed, flag("leading_separator", true));
    names.check();
    if (Truth.of(key) || (key.equals(Str.EMPTY) && names.otherwise().isPresent())) {
      parents(host, names.of(key), keyed, known);
    } else if (!(key instanceof ListValue || key instanceof DictValue)) {
      refuse(
          "No key or key resulted empty for %s in host %s, invalid entry"
              .formatted(Text.str(expression), host));
    }
  }

  private void parents(Host host, List<String> names, DictValue keyed, DictValue known) {
    Optional<Value> parent = keyed.get("parent_group").filter(Truth::of);
    Optional<String> around = Optional.empty();
    try {
      around = parent.map(templar(known)::template).map(Text::str);
    } catch (LanguageException mistake) {
      refuse(
          "Could not generate parent group %s for group %s: %s"
              .formatted(Text.str(parent.orElse(None.NONE)), names, mistake.message()));
      return;
    }
    for (String name : names) {
      Group group = join(host, name);
      around.ifPresent(outer -> graph.group(Graph.forced(outer)).add(group));
    }
  }

  /// The names of the groups that one entry of `keyed_groups` gives.
  private record Names(DictValue keyed, boolean leadingSeparator) {
    Optional<Value> otherwise() {
      return option("default_value");
    }

    private Optional<Value> option(String name) {
      return keyed.get(name).filter(value -> value != None.NONE);
    }

    void check() {
      if (option("trailing_separator").isPresent() && otherwise().isPresent()) {
        throw new PlaybookException(
            "parameters are mutually exclusive for keyed groups: default_value|trailing_separator");
      }
    }

    private String text(String name, String fallback) {
      return keyed.get(name).map(Text::str).orElse(fallback);
    }

    List<String> of(Value key) {
      String prefix = text("prefix", "");
      String separator = prefix.isEmpty() && !leadingSeparator ? "" : text("separator", "_");
      return bare(key).stream().map(name -> prefix + separator + name).toList();
    }

    private List<String> bare(Value key) {
      return switch (key) {
        case Str _ -> List.of(filled(key));
        case ListValue list -> list.items().stream().map(this::filled).toList();
        case DictValue dict ->
            dict.entries().entrySet().stream()
                .map(member -> pair(Text.str(member.getKey()), member.getValue()))
                .toList();
        default ->
            throw new PlaybookException(
                "Invalid group name format, expected a string or a list of them or dictionary, got:"
                    + " <class '"
                    + Types.name(key)
                    + "'>");
      };
    }

    private String filled(Value name) {
      return Text.str(name.equals(Str.EMPTY) ? otherwise().orElse(name) : name);
    }

    private String pair(String name, Value value) {
      boolean cut =
          value.equals(Str.EMPTY)
              && otherwise().isEmpty()
              && option("trailing_separator").filter(flag -> flag == Bool.FALSE).isPresent();
      return cut ? name : name + text("separator", "_") + filled(value);
    }
  }
}
