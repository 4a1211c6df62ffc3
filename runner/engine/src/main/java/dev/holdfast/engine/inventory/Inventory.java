package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The hosts and groups that a run knows. It is read once and grows while plays add hosts; all
/// methods may be called from any thread.
public final class Inventory {
  /// The interpreter that `ansible_playbook_python` and the implicit `localhost` name.
  public static final String CONTROLLER_PYTHON = "/usr/bin/python3";

  private final Hosts given;
  private final SourceReader.Context context;
  private final List<Added> additions = new ArrayList<>();
  private final Map<String, Host> departed = new LinkedHashMap<>();
  private List<String> limit = List.of();
  private Graph graph;
  private final AtomicLong version = new AtomicLong();

  /// What plays added, so that a refreshed inventory gets it again.
  private sealed interface Added {
    record NewHost(String name, List<String> groups, DictValue vars) implements Added {}

    record Membership(String host, String group, List<String> parents) implements Added {}
  }

  private Inventory(Hosts given, SourceReader.Context context) {
    this.given = given;
    this.context = context;
    this.graph = read();
  }

  /// Reads an inventory.
  ///
  /// @param hosts files, folders and comma-separated lists of hosts, and those that are made here
  /// @param errors takes what inventory scripts print on standard error
  /// @param composition what sources built from other sources need
  /// @throws PlaybookException only where the settings make a bad source an error; else it is
  ///   warned of and left out
  public static Inventory load(
      Hosts hosts,
      ProjectFiles files,
      Settings settings,
      Composition composition,
      Warnings warnings,
      Warnings errors) {
    return new Inventory(
        hosts, new SourceReader.Context(files, settings, composition, warnings, errors));
  }

  private Graph read() {
    Graph made = new Graph(context.settings(), context.warnings());
    if (!given.sources().isEmpty() || given.made().isEmpty()) {
      new SourceReader(made, context).read(given.sources());
    }
    for (Hosts.Made each : given.made()) {
      Host host = made.host(each.name());
      each.groups().forEach(group -> made.group(group).add(host));
      each.vars().entries().forEach((key, value) -> host.set(Text.str(key), value));
    }
    if (!given.made().isEmpty()) {
      made.reconcile();
    }
    return made;
  }

  /// The sources as they were given.
  public List<String> sources() {
    return given.sources();
  }

  /// Changes whenever hosts, groups or their variables do.
  public long version() {
    return version.get();
  }

  /// All hosts, in the order in which they were first named.
  public synchronized List<Host> hosts() {
    return List.copyOf(graph.hosts().values());
  }

  /// The host of that name; `localhost` is made when it is asked for.
  public synchronized Optional<Host> host(String name) {
    return graph.find(name);
  }

  /// The host of that name, also one that a refreshed inventory no longer has: a play that has
  /// begun with it goes on.
  public synchronized Optional<Host> known(String name) {
    return host(name).or(() -> Optional.ofNullable(departed.get(name)));
  }

  /// A host that no inventory names, for a task that is delegated to it.
  public synchronized Host stranger(String name) {
    return new Host(graph, name, false);
  }

  /// The host that stands for this machine, if anything named it or asked for it.
  public synchronized Optional<Host> localhost() {
    return graph.localhost();
  }

  /// All groups by name, in the order in which they were first named.
  public synchronized Map<String, Group> groups() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(graph.groups()));
  }

  /// The names of hosts by group, as the variable `groups` shows them.
  public synchronized Map<String, List<String>> membership() {
    Map<String, List<String>> membership = new LinkedHashMap<>();
    graph
        .groups()
        .forEach(
            (name, group) -> membership.put(name, group.hosts().stream().map(Host::name).toList()));
    return membership;
  }

  /// The hosts that patterns choose, within the limit.
  public List<Host> select(List<String> patterns) {
    return select(patterns, true);
  }

  /// @param limited whether the limit counts
  public synchronized List<Host> select(List<String> patterns, boolean limited) {
    Patterns chooser = new Patterns(graph, context.settings(), context.warnings());
    List<String> single = patterns.stream().flatMap(text -> Patterns.split(text).stream()).toList();
    List<Host> hosts = chooser.evaluate(single);
    if (!limited || limit.isEmpty()) {
      return hosts;
    }
    Set<Host> within = new HashSet<>(chooser.evaluate(limit));
    return hosts.stream().filter(within::contains).toList();
  }

  /// The hosts in the order that a play asks for.
  ///
  /// @param order `inventory`, `sorted`, `reverse_sorted`, `reverse_inventory` or `shuffle`
  public List<Host> ordered(List<Host> hosts, String order) {
    List<Host> arranged = new ArrayList<>(hosts);
    switch (order) {
      case "inventory", "" -> {}
      case "sorted" -> arranged.sort(Comparator.comparing(Host::name));
      case "reverse_sorted" -> arranged.sort(Comparator.comparing(Host::name).reversed());
      case "reverse_inventory" -> Collections.reverse(arranged);
      case "shuffle" -> Collections.shuffle(arranged, ThreadLocalRandom.current());
      default ->
          throw new PlaybookException("Invalid 'order' specified for inventory hosts: " + order);
    }
    return arranged;
  }

  /// Limits every choice to the hosts of a pattern, as `--limit` does; `@FILE` names a file with a
  /// pattern a line.
  public synchronized void limit(String pattern) {
    List<String> patterns = new ArrayList<>();
    for (String part : Patterns.split(pattern)) {
      if (part.startsWith("@")) {
        patterns.addAll(limitFile(part.substring(1)));
      } else {
        patterns.add(part);
      }
    }
    limit = List.copyOf(patterns);
  }

  private static List<String> limitFile(String name) {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new PlaybookException("Unable to find limit file " + name);
    }
    if (!Files.isRegularFile(file)) {
      throw new PlaybookException(
          "Limit starting with \"@\" must be a file, not a directory: " + name);
    }
    try {
      return Files.readString(file).lines().map(String::strip).toList();
    } catch (IOException e) {
      throw new PlaybookException("Unable to read limit file " + name + ": " + e.getMessage());
    }
  }

  /// Adds a host, or groups and variables to one that is known.
  ///
  /// @return whether anything is new
  public synchronized boolean addHost(String name, List<String> groups, DictValue vars) {
    additions.add(new Added.NewHost(name, List.copyOf(groups), DictValue.copyOf(vars)));
    return add(name, groups, vars);
  }

  private boolean add(String name, List<String> groups, DictValue vars) {
    Graph current = graph;
    synchronized (current) {
      boolean changed = !graph.hosts().containsKey(name);
      Host host = graph.host(name);
      if (changed) {
        graph.group(Graph.ALL).add(host);
      }
      String before = Text.repr(host.vars());
      vars.entries().forEach((key, value) -> host.set(Text.str(key), value));
      changed |= !before.equals(Text.repr(host.vars()));
      for (String group : groups) {
        changed |= !graph.groups().containsKey(group);
        changed |= graph.group(group).add(host);
      }
      if (changed) {
        changed();
      }
      return changed;
    }
  }

  /// Puts a host into a group, and that group into others; groups are made when they are new.
  ///
  /// @return whether anything is new
  public synchronized boolean addToGroup(Host host, String group, List<String> parents) {
    additions.add(new Added.Membership(host.name(), group, List.copyOf(parents)));
    return join(host.name(), group, parents);
  }

  private boolean join(String name, String group, List<String> parents) {
    Graph current = graph;
    synchronized (current) {
      Host host =
          graph
              .find(name)
              .orElseThrow(() -> new PlaybookException(name + " cannot be matched in inventory"));
      Group inner = graph.group(group);
      boolean changed = false;
      for (String parent : parents) {
        changed |= graph.group(parent).add(inner);
      }
      changed |= inner.add(host);
      if (changed) {
        changed();
      }
      return changed;
    }
  }

  private void changed() {
    graph.reconcile();
    version.incrementAndGet();
  }

  /// Reads the sources again and repeats what plays added.
  public synchronized void refresh() {
    departed.putAll(graph.hosts());
    graph = read();
    version.incrementAndGet();
    for (Added added : additions) {
      switch (added) {
        case Added.NewHost(var name, var groups, var vars) -> add(name, groups, vars);
        case Added.Membership(var host, var group, var parents) -> {
          if (graph.find(host).isPresent()) {
            join(host, group, parents);
          }
        }
      }
    }
  }
}
