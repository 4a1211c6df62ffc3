package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Combining;
import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The variables of hosts and groups: from the inventory's sources, from `group_vars` and
/// `host_vars` beside them and beside the playbook.
final class InventoryLayers {
  private final Inventory inventory;
  private final ProjectFiles files;
  private final Settings settings;
  private final Warnings warnings;
  private final boolean merging;
  private final List<Path> inventoryFolders;
  private final Map<FileKey, DictValue> fileVars = new ConcurrentHashMap<>();
  private final Map<HostKey, List<Layer>> hosts = new ConcurrentHashMap<>();
  private volatile long version = -1;

  private record FileKey(Path folder, String kind, String name) {}

  private record HostKey(Host host, List<Path> playFolders, long version) {
    // Those that a record gets by itself are made anew in each process, which takes milliseconds.
    @Override
    public boolean equals(Object other) {
      return other instanceof HostKey(Host otherHost, List<Path> otherFolders, long otherVersion)
          && host.equals(otherHost)
          && playFolders.equals(otherFolders)
          && version == otherVersion;
    }

    @Override
    public int hashCode() {
      return 31 * host.hashCode() + playFolders.hashCode() + Long.hashCode(version);
    }
  }

  InventoryLayers(Inventory inventory, ProjectFiles files, Settings settings, Warnings warnings) {
    this.inventory = inventory;
    this.files = files;
    this.settings = settings;
    this.warnings = warnings;
    this.merging = settings.text(Setting.DEFAULT_HASH_BEHAVIOUR).equals("merge");
    this.inventoryFolders = inventoryFolders(inventory, settings);
  }

  private static List<Path> inventoryFolders(Inventory inventory, Settings settings) {
    List<Path> folders = new ArrayList<>();
    for (String source : inventory.sources()) {
      Path path = settings.userPath().resolve(source);
      if (!source.isEmpty() && (!source.contains(",") || Files.exists(path))) {
        folders.add(
            Files.isDirectory(path) ? path : Optional.ofNullable(path.getParent()).orElse(path));
      }
    }
    return List.copyOf(folders);
  }

  /// The levels of a host, the lowest first.
  ///
  /// @param playFolders where `group_vars` of the playbook are looked for
  List<Layer> of(Host host, List<Path> playFolders) {
    long current = inventory.version();
    if (current != version) {
      hosts.clear();
      version = current;
    }
    HostKey key = new HostKey(host, playFolders, current);
    List<Layer> known = hosts.get(key);
    if (known == null) {
      known = build(host, playFolders);
      hosts.put(key, known);
    }
    return known;
  }

  private List<Layer> build(Host host, List<Path> playFolders) {
    List<DictValue> levels = new ArrayList<>();
    List<Group> groups =
        host.groups().stream().filter(group -> !group.name().equals("all")).toList();
    for (String entry : settings.list(Setting.VARIABLE_PRECEDENCE)) {
      switch (entry) {
        case "all_inventory" -> all().ifPresent(all -> levels.add(all.vars()));
        case "groups_inventory" -> groups.forEach(group -> levels.add(group.vars()));
        case "all_plugins_inventory" ->
            levels.addAll(beside(inventoryFolders, "group_vars", "all"));
        case "all_plugins_play" -> levels.addAll(beside(playFolders, "group_vars", "all"));
        case "groups_plugins_inventory" -> levels.addAll(besideGroups(inventoryFolders, groups));
        case "groups_plugins_play" -> levels.addAll(besideGroups(playFolders, groups));
        default -> warnings.warn("Ignoring unknown variable precedence entry: " + entry);
      }
    }
    levels.add(host.vars());
    levels.add(host.names());
    levels.addAll(beside(inventoryFolders, "host_vars", host.name()));
    levels.addAll(beside(playFolders, "host_vars", host.name()));
    return levels.stream().filter(level -> !level.isEmpty()).<Layer>map(Layer.Dict::new).toList();
  }

  private Optional<Group> all() {
    return Optional.ofNullable(inventory.groups().get("all"));
  }

  /// What stands for the group itself: in the inventory, and in files beside it.
  DictValue own(Group group, List<Path> playFolders) {
    return own(group.vars(), "group_vars", group.name(), playFolders);
  }

  /// What stands for the host itself.
  DictValue own(Host host, List<Path> playFolders) {
    return own(host.vars(), "host_vars", host.name(), playFolders);
  }

  private DictValue own(DictValue vars, String kind, String name, List<Path> playFolders) {
    DictValue all = DictValue.copyOf(vars);
    beside(inventoryFolders, kind, name).forEach(more -> Combining.add(all, more, merging));
    beside(playFolders, kind, name).forEach(more -> Combining.add(all, more, merging));
    return all;
  }

  private List<DictValue> besideGroups(List<Path> folders, List<Group> groups) {
    List<DictValue> found = new ArrayList<>();
    for (Path folder : folders) {
      for (Group group : groups) {
        found.add(file(folder, "group_vars", group.name()));
      }
    }
    return found;
  }

  private List<DictValue> beside(List<Path> folders, String kind, String name) {
    return folders.stream().map(folder -> file(folder, kind, name)).toList();
  }

  private DictValue file(Path folder, String kind, String name) {
    FileKey key = new FileKey(folder, kind, name);
    DictValue known = fileVars.get(key);
    if (known == null) {
      known = name.startsWith("/") ? new DictValue() : read(folder.resolve(kind), name);
      fileVars.put(key, known);
    }
    return known;
  }

  private DictValue read(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      if (Files.exists(folder)) {
        warnings.warn(
            "Found %s that is not a directory, skipping: %s"
                .formatted(String.valueOf(folder.getFileName()), folder));
      }
      return new DictValue();
    }
    DictValue all = new DictValue();
    for (Path file : files.variableFiles(folder, name)) {
      Optional<Value> value = files.yaml(file).map(YamlNode::toValue);
      if (value.isPresent()) {
        Combining.add(all, dict(value.get(), file), merging);
      }
    }
    return all;
  }

  private static DictValue dict(Value value, Path file) {
    if (value instanceof DictValue dict) {
      return dict;
    }
    throw new PlaybookException(
        "failed to combine variables, expected dicts but got a 'dict' and a '%s' in %s"
            .formatted(Types.name(value), file));
  }
}
