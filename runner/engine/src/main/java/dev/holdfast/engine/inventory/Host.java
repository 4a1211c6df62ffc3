package dev.holdfast.engine.inventory;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A host of the inventory with the variables that the inventory's sources set for it.
public final class Host {
  private final Graph graph;
  private final String name;
  private final boolean implicit;
  private final Variables vars;
  private final List<Group> groups = new ArrayList<>();

  Host(Graph graph, String name, boolean implicit) {
    this.graph = graph;
    this.name = name;
    this.implicit = implicit;
    this.vars = new Variables(graph.merging());
  }

  public String name() {
    return name;
  }

  /// Whether nobody named it: the `localhost` that is always there.
  public boolean implicit() {
    return implicit;
  }

  /// Its own variables, without those of groups or of files beside the inventory.
  public DictValue vars() {
    synchronized (graph) {
      return vars.copy();
    }
  }

  /// The groups that it is in, directly or not, `all` included: the outermost first, those of the
  /// same depth by priority, then by name.
  public List<Group> groups() {
    synchronized (graph) {
      return groups.stream()
          .sorted(
              Comparator.comparingInt(Group::depth)
                  .thenComparingInt(Group::priority)
                  .thenComparing(Group::name))
          .toList();
    }
  }

  /// What every host knows of itself.
  public DictValue names() {
    DictValue names = new DictValue();
    int dot = name.indexOf('.');
    names.put("inventory_hostname", Str.of(name));
    names.put(
        "inventory_hostname_short",
        Str.of(dot < 0 || Addresses.isAddress(name) ? name : name.substring(0, dot)));
    names.put(
        "group_names",
        new ListValue(
            groups().stream()
                .map(Group::name)
                .filter(group -> !group.equals(Graph.ALL))
                .sorted()
                .map(Str::of)
                .toList()));
    return names;
  }

  void set(String variable, Value value) {
    vars.set(variable, value);
  }

  boolean isIn(Group group) {
    return groups.contains(group);
  }

  List<Group> unsortedGroups() {
    return groups;
  }

  boolean join(Group group) {
    group.ancestors().forEach(this::addGroup);
    return addGroup(group);
  }

  boolean addGroup(Group group) {
    return !groups.contains(group) && groups.add(group);
  }

  /// Leaves a group and the groups around it that no other group of the host is in.
  void leave(Group group) {
    if (!groups.remove(group)) {
      return;
    }
    for (Group around : group.ancestors()) {
      boolean needed =
          around.name().equals(Graph.ALL)
              || groups.stream().anyMatch(other -> other.ancestors().contains(around));
      if (!needed) {
        leave(around);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
