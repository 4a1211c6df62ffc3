package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A group of hosts and of other groups.
public final class Group {
  private static final String PRIORITY = "ansible_group_priority";

  private final Graph graph;
  private final String name;
  private final Variables vars;
  private final Map<String, Host> own = new LinkedHashMap<>();
  private final List<Group> children = new ArrayList<>();
  private final List<Group> parents = new ArrayList<>();
  private List<Host> members = List.of();
  private boolean membersKnown;
  private int depth;
  private int priority = 1;

  Group(Graph graph, String name) {
    this.graph = graph;
    this.name = name;
    this.vars = new Variables(graph.merging());
  }

  public String name() {
    return name;
  }

  /// How far it is from `all`, on the longest way.
  public int depth() {
    synchronized (graph) {
      return depth;
    }
  }

  /// Among groups of one depth, variables of the higher priority count.
  public int priority() {
    synchronized (graph) {
      return priority;
    }
  }

  /// Its own variables, without those of files beside the inventory.
  public DictValue vars() {
    synchronized (graph) {
      return vars.copy();
    }
  }

  /// The groups directly inside.
  public List<Group> children() {
    synchronized (graph) {
      return List.copyOf(children);
    }
  }

  /// The hosts directly inside.
  public List<Host> ownHosts() {
    synchronized (graph) {
      return List.copyOf(own.values());
    }
  }

  /// The hosts inside, directly or in other groups.
  public List<Host> hosts() {
    synchronized (graph) {
      if (!membersKnown) {
        Set<Host> found = new LinkedHashSet<>();
        for (Group group : reachable(Group::unlockedChildren, true)) {
          found.addAll(group.own.values());
        }
        found.removeIf(host -> name.equals(Graph.ALL) && host.implicit());
        members = List.copyOf(found);
        membersKnown = true;
      }
      return members;
    }
  }

  void set(String variable, Value value) {
    if (variable.equals(PRIORITY)) {
      priority = number(value);
    } else {
      vars.set(variable, value);
    }
  }

  private static int number(Value value) {
    return Numbers.parseInt(Text.str(value).strip(), 10)
        .orElseThrow(() ->
            new PlaybookException("invalid literal for int() with base 10: " + Text.repr(value)))
        .intValue();
  }

  boolean add(Host host) {
    if (own.putIfAbsent(host.name(), host) != null) {
      return false;
    }
    host.join(this);
    forgetMembers();
    return true;
  }

  void remove(Host host) {
    if (own.remove(host.name()) != null) {
      host.leave(this);
      forgetMembers();
    }
  }

  boolean add(Group child) {
    if (child == this) {
      throw new PlaybookException("can't add group to itself");
    }
    if (children.contains(child)) {
      return false;
    }
    Set<Group> around = new LinkedHashSet<>(ancestors());
    if (around.contains(child)) {
      throw new PlaybookException(
          "Adding group '%s' as child to '%s' creates a recursive dependency loop."
              .formatted(child.name, name));
    }
    around.add(this);
    children.add(child);
    child.sink(depth + 1);
    child.parents.add(this);
    for (Host host : child.hosts()) {
      around.forEach(host::addGroup);
    }
    forgetMembers();
    return true;
  }

  private void sink(int atLeast) {
    if (depth < atLeast) {
      depth = atLeast;
      children.forEach(child -> child.sink(atLeast + 1));
    }
  }

  /// The groups around it, at any distance.
  Collection<Group> ancestors() {
    return reachable(Group::unlockedParents, false);
  }

  private List<Group> unlockedChildren() {
    return children;
  }

  private List<Group> unlockedParents() {
    return parents;
  }

  private Set<Group> reachable(Function<Group, List<Group>> next, boolean withSelf) {
    Set<Group> found = new LinkedHashSet<>();
    List<Group> level = List.of(this);
    while (!level.isEmpty()) {
      List<Group> deeper = new ArrayList<>();
      for (Group group : level) {
        if (group != this || withSelf) {
          found.add(group);
        }
        next.apply(group).stream().filter(other -> !found.contains(other)).forEach(deeper::add);
      }
      level = deeper;
    }
    return found;
  }

  private void forgetMembers() {
    membersKnown = false;
    ancestors().forEach(group -> group.membersKnown = false);
  }

  @Override
  public String toString() {
    return name;
  }
}
