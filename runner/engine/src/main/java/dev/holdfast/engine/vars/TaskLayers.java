package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The variables that a task's own place gives it: its `vars`, those of the blocks and includes
/// around it, and what outranks nearly all, the parameters of includes.
final class TaskLayers {
  private static final Set<Str> KEYWORDS = Set.of(Str.of("tags"), Str.of("when"));

  private TaskLayers() {}

  static DictValue vars(Task task) {
    DictValue vars = joined(task.directives().vars());
    if (KEYWORDS.stream().noneMatch(vars.entries()::containsKey)) {
      return vars;
    }
    DictValue without = DictValue.copyOf(vars);
    KEYWORDS.forEach(without.entries()::remove);
    return without;
  }

  private static DictValue joined(List<Given> given) {
    return VariablesFile.joined(
        given.stream().flatMap(one -> VariablesFile.dicts(one).stream()).toList());
  }

  static DictValue includeParams(Task task) {
    DictValue params = joined(task.directives().includeParams());
    List<Role> parents = includingRoles(task);
    if (parents.isEmpty()) {
      return params;
    }
    DictValue all = DictValue.copyOf(params);
    all.put(
        "ansible_parent_role_names",
        Magic.list(parents.stream().map(Role::qualifiedName).toList()));
    all.put(
        "ansible_parent_role_paths",
        Magic.list(parents.stream().map(role -> role.path().toString()).toList()));
    return all;
  }

  /// The roles whose tasks include or import the task's role, the nearest first.
  private static List<Role> includingRoles(Task task) {
    List<Role> chain = task.origin().roleChain();
    Set<Role> found = new LinkedHashSet<>();
    for (int index = chain.size() - 1; index > 0; index--) {
      if (chain.get(index).fromInclude()) {
        found.add(chain.get(index - 1));
      }
    }
    return new ArrayList<>(found);
  }
}
