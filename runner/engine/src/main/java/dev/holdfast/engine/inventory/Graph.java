package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The hosts and groups of an inventory while sources fill it; itself the lock of all of them.
final class Graph {
  static final String ALL = "all";
  static final String UNGROUPED = "ungrouped";
  static final Set<String> LOCAL_NAMES = Set.of("127.0.0.1", "localhost", "::1");

  private static final Pattern UNSAFE = Pattern.compile("^\\d|[^\\w]");

  private final Settings settings;
  private final Warnings warnings;
  private final boolean merging;
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private Optional<Host> localhost = Optional.empty();
  private Optional<Source> source = Optional.empty();

  /// What is being read.
  ///
  /// @param text as `inventory_file` shows it
  /// @param folder as `inventory_dir` shows it; for a list of hosts the text `None`
  record Source(String text, String folder) {}

  Graph(Settings settings, Warnings warnings) {
    this.settings = settings;
    this.warnings = warnings;
    this.merging = settings.text(Setting.DEFAULT_HASH_BEHAVIOUR).equals("merge");
    group(ALL);
    group(UNGROUPED);
    addChild(ALL, UNGROUPED);
  }

  boolean merging() {
    return merging;
  }

  Map<String, Host> hosts() {
    return hosts;
  }

  Map<String, Group> groups() {
    return groups;
  }

  void reading(Source what) {
    source = Optional.of(what);
  }

  /// The group of that name, made if there is none.
  Group group(String name) {
    if (name.isEmpty()) {
      throw new PlaybookException("Invalid empty/false group name provided: " + name);
    }
    Group known = groups.get(name);
    return known != null
        ? known
        : groups.computeIfAbsent(safe(name), made -> new Group(this, made));
  }

  /// The name in the form that `force_valid_group_names` asks for.
  private String safe(String name) {
    String mode = settings.text(Setting.TRANSFORM_INVALID_GROUP_CHARS);
    if (!UNSAFE.matcher(name).find() || mode.equals("ignore")) {
      return name;
    }
    if (mode.equals("never")) {
      warnings.warn(
          "Invalid characters were found in group names but not replaced, use -vvvv to see details");
      return name;
    }
    if (mode.equals("always")) {
      warnings.warn(
          "Invalid characters were found in group names and automatically replaced, use -vvvv to"
              + " see details");
    }
    return forced(name);
  }

  /// The name without what group names should not have, whatever the settings say.
  static String forced(String name) {
    return UNSAFE.matcher(name).replaceAll("_");
  }

  /// The host of that name, made if there is none.
  Host host(String name) {
    return host(name, Optional.empty());
  }

  /// @param port kept only when the host is new
  private Host host(String name, Optional<Integer> port) {
    if (name.isEmpty()) {
      throw new PlaybookException("Invalid empty host name provided: " + name);
    }
    Host known = hosts.get(name);
    if (known != null) {
      return known;
    }
    Host made = new Host(this, name, false);
    hosts.put(name, made);
    port.ifPresent(number -> made.set("ansible_port", Int.of(number)));
    set(name, "inventory_file", text(source.map(Source::text)));
    set(name, "inventory_dir", text(source.map(Source::folder)));
    if (LOCAL_NAMES.contains(name)) {
      if (localhost.isPresent()) {
        warnings.warn(
            "A duplicate localhost-like entry was found (%s). First found localhost was %s"
                .formatted(name, localhost.get()));
      } else {
        localhost = Optional.of(made);
      }
    }
    return made;
  }

  private static Value text(Optional<String> text) {
    return text.<Value>map(Str::of).orElse(None.NONE);
  }

  /// Adds hosts with variables to a group.
  void populate(Addresses.Expanded expanded, Map<String, Value> variables, String group) {
    for (String name : expanded.names()) {
      group(group).add(host(name, expanded.port()));
      variables.forEach((variable, value) -> set(name, variable, value));
    }
  }

  /// Sets a variable of the group of that name, or if there is none, of the host: Ansible looks in
  /// this order even when it means the host.
  void set(String name, String variable, Value value) {
    Group group = groups.get(name);
    Host host = hosts.get(name);
    if (group != null) {
      group.set(variable, value);
    } else if (host != null) {
      host.set(variable, value);
    }
  }

  boolean addChild(String group, String child) {
    Group around =
        Optional.ofNullable(groups.get(group))
            .orElseThrow(() -> new PlaybookException(group + " is not a known group"));
    Group inner = groups.get(child);
    if (inner != null) {
      return around.add(inner);
    }
    Host host = hosts.get(child);
    if (host == null) {
      throw new PlaybookException(child + " is not a known host nor group");
    }
    return around.add(host);
  }

  /// The host, or the `localhost` that needs no inventory.
  Optional<Host> find(String name) {
    Host known = hosts.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!LOCAL_NAMES.contains(name)) {
      return Optional.empty();
    }
    if (localhost.isEmpty()) {
      Host made = new Host(this, name, true);
      made.set("ansible_python_interpreter", Str.of(Inventory.CONTROLLER_PYTHON));
      made.set("ansible_connection", Str.of("local"));
      localhost = Optional.of(made);
    }
    return localhost;
  }

  /// The host that stands for this machine, as far as anything has asked for it.
  Optional<Host> localhost() {
    return localhost;
  }

  /// Puts every group into `all`, and every host without a group into `ungrouped`.
  void reconcile() {
    source = Optional.empty();
    for (Group group : List.copyOf(groups.values())) {
      if (!group.name().equals(ALL) && group.ancestors().isEmpty()) {
        addChild(ALL, group.name());
      }
    }
    Group ungrouped = group(UNGROUPED);
    Group all = group(ALL);
    for (Host host : hosts.values()) {
      List<Group> mine = host.unsortedGroups();
      if (mine.contains(ungrouped)) {
        if (mine.stream().anyMatch(group -> group != all && group != ungrouped)) {
          ungrouped.remove(host);
        }
      } else if (mine.isEmpty() || mine.equals(List.of(all))) {
        ungrouped.add(host);
      }
    }
    List<String> both = new ArrayList<>(groups.keySet());
    both.retainAll(hosts.keySet());
    both.forEach(name -> warnings.warn("Found both group and host with same name: " + name));
  }
}
