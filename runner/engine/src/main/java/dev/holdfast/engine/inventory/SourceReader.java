package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the sources of an inventory, each in the first of the enabled forms that understands it.
///
/// Source: `InventoryManager.parse_source` of `ansible/inventory/manager.py`.
final class SourceReader {
  private static final String DEFAULT_SOURCE = "/etc/ansible/hosts";
  private static final List<String> IGNORED_ALWAYS =
      List.of("^\\.", "^host_vars$", "^group_vars$", "^vars_plugins$");

  private final Graph graph;
  private final Context context;
  private final Pattern ignored;
  private final VariablesBeside beside;

  /// What reading needs besides the graph.
  ///
  /// @param errors takes what inventory scripts print on standard error
  record Context(
      ProjectFiles files,
      Settings settings,
      Composition composition,
      Warnings warnings,
      Warnings errors) {}

  SourceReader(Graph graph, Context context) {
    this.graph = graph;
    this.context = context;
    this.beside = new VariablesBeside(context.files());
    List<String> patterns = new ArrayList<>(IGNORED_ALWAYS);
    patterns.addAll(context.settings().list(Setting.INVENTORY_IGNORE_PATTERNS));
    context
        .settings()
        .list(Setting.INVENTORY_IGNORE_EXTS)
        .forEach(extension -> patterns.add(Pattern.quote(extension) + "$"));
    this.ignored = Pattern.compile(patterns.stream().collect(Collectors.joining("|")));
  }

  /// Reads all sources.
  void read(List<String> sources) {
    boolean parsed = false;
    for (String source : sources) {
      if (!source.isEmpty()) {
        String resolved =
            source.contains(",")
                ? source
                : context.settings().userPath().resolve(source).toString();
        parsed |= readSource(resolved);
      }
    }
    if (parsed) {
      graph.reconcile();
    } else if (context.settings().bool(Setting.INVENTORY_UNPARSED_IS_FAILED)) {
      throw new PlaybookException(
          "No inventory was parsed, please check your configuration and options.");
    } else if (context.settings().bool(Setting.INVENTORY_UNPARSED_WARNING)) {
      context.warnings().warn("No inventory was parsed, only implicit localhost is available");
    }
  }

  private boolean readSource(String source) {
    Path path = Path.of(source);
    if (!Files.isDirectory(path)) {
      return readOne(source, path);
    }
    boolean parsed = false;
    for (Path entry : entries(path)) {
      if (!ignored.matcher(String.valueOf(entry.getFileName())).find()) {
        parsed |= readSource(entry.toString());
      }
    }
    return parsed;
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    } catch (IOException e) {
      throw new PlaybookException("cannot read the folder " + folder + ": " + e.getMessage());
    }
  }

  private boolean readOne(String source, Path path) {
    boolean isFile = Files.exists(path) && Files.isReadable(path);
    String folder = Files.isRegularFile(path) ? String.valueOf(path.getParent()) : "None";
    graph.reading(new Graph.Source(source, folder));
    List<String> failures = new ArrayList<>();
    for (String form : context.settings().list(Setting.INVENTORY_ENABLED)) {
      String name = form.substring(form.lastIndexOf('.') + 1);
      try {
        if (tryForm(name, source, path, isFile)) {
          beside.add(path);
          return true;
        }
      } catch (PlaybookException | LanguageException e) {
        failures.add(
            "\n* Failed to parse %s with %s plugin: %s".formatted(source, name, e.getMessage()));
      }
    }
    complain(source, path, failures);
    return false;
  }

  private void complain(String source, Path path, List<String> failures) {
    if (source.equals(DEFAULT_SOURCE) && !Files.exists(path)) {
      return;
    }
    failures.forEach(context.warnings()::warn);
    if (context.settings().bool(Setting.INVENTORY_ANY_UNPARSED_IS_FAILED)) {
      throw new PlaybookException("Completely failed to parse inventory source " + source);
    }
    context.warnings().warn("Unable to parse " + source + " as an inventory source");
  }

  /// Whether the source was read; a form that does not fit passes it on.
  private boolean tryForm(String form, String source, Path path, boolean isFile) {
    boolean wanted = wants(form, source, path, isFile);
    if (!wanted) {
      return false;
    }
    switch (form) {
      case "host_list" -> hostList(source, false);
      case "advanced_host_list" -> hostList(source, true);
      case "script" -> ScriptSource.read(graph, scriptErrors(), path);
      case "auto" -> ofPlugin(source, yaml(path));
      case "constructed" -> constructed(source, yaml(path));
      case "yaml" -> YamlSource.read(graph, context.warnings(), yaml(path));
      case "ini" -> IniSource.read(graph, source, context.files().text(path));
      case "toml" ->
          throw new PlaybookException("inventories in TOML are not supported: " + source);
      default -> throw new PlaybookException("unknown form of inventory: " + form);
    }
    return true;
  }

  private boolean wants(String form, String source, Path path, boolean isFile) {
    return switch (form) {
      case "host_list", "advanced_host_list" -> !Files.exists(path) && source.contains(",");
      case "script" -> isFile && ScriptSource.wants(path);
      case "auto" -> isFile && (source.endsWith(".yml") || source.endsWith(".yaml"));
      case "constructed" -> isFile && (yamlExtension(path) || source.endsWith(".config"));
      case "yaml" -> isFile && yamlExtension(path);
      case "ini" -> isFile;
      case "toml" -> isFile && source.endsWith(".toml");
      default -> {
        context.warnings().warn("Failed to load inventory plugin, skipping " + form);
        yield false;
      }
    };
  }

  private Warnings scriptErrors() {
    return context.settings().bool(Setting.INVENTORY_SCRIPT_SHOW_STDERR)
        ? context.errors()
        : _ -> {};
  }

  private void hostList(String text, boolean ranges) {
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (name.isEmpty()) {
        continue;
      }
      Addresses.Expanded expanded =
          ranges
              ? Addresses.expand(name)
              : Addresses.parse(name, false)
                  .map(found -> new Addresses.Expanded(List.of(found.host()), found.port()))
                  .orElse(new Addresses.Expanded(List.of(name), Optional.empty()));
      List<String> unknown =
          expanded.names().stream().filter(host -> !graph.hosts().containsKey(host)).toList();
      graph.populate(new Addresses.Expanded(unknown, expanded.port()), Map.of(), Graph.UNGROUPED);
    }
  }

  private Value yaml(Path path) {
    return context.files().freshYaml(path).map(YamlNode::toValue).orElse(None.NONE);
  }

  private boolean yamlExtension(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0
        || context.settings().list(Setting.INVENTORY_YAML_EXTENSIONS).contains(name.substring(dot));
  }

  private void constructed(String source, Value data) {
    ConstructedSource.read(
        graph,
        new ConstructedSource.Around(
            context.composition(),
            beside,
            context.settings().bool(Setting.INVENTORY_USE_EXTRA_VARS)),
        source,
        data);
  }

  private void ofPlugin(String source, Value data) {
    Optional<Value> plugin = data instanceof DictValue dict ? dict.get("plugin") : Optional.empty();
    if (plugin.map(Text::str).filter(ConstructedSource.NAMES::contains).isPresent()) {
      constructed(source, data);
    } else {
      refusePlugin(source, plugin);
    }
  }

  private static void refusePlugin(String source, Optional<Value> plugin) {
    throw new PlaybookException(
        plugin
            .map(name ->
                "inventory config '%s' names the plugin '%s', and inventory plugins in Python do not run here; a script, YAML or INI inventory does"
                    .formatted(source, Text.str(name)))
            .orElse(
                "no root 'plugin' key found, '"
                    + source
                    + "' is not a valid YAML inventory plugin config file"));
  }
}
