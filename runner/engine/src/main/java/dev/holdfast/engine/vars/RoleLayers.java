package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Combining;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.language.value.DictValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The variables of roles: what a play's roles show to all of it, and what a role shows to its own
/// tasks, with those of its dependencies and of the roles that depend on it.
///
/// Source: `get_default_vars`, `get_vars` and `get_role_params` of `ansible/playbook/role`.
final class RoleLayers {
  private final boolean merging;
  private final Map<PlayRoles, Vars> plays = new ConcurrentHashMap<>();
  private final Map<RoleInChain, Vars> roles = new ConcurrentHashMap<>();

  /// Roles are added to a play while it runs; what it shows changes with them.
  private record PlayRoles(Play play, int count) {
    // Those that a record gets by itself are made anew in each process, which takes milliseconds.
    @Override
    public boolean equals(Object other) {
      return other instanceof PlayRoles(Play otherPlay, int otherCount)
          && play.equals(otherPlay)
          && count == otherCount;
    }

    @Override
    public int hashCode() {
      return 31 * play.hashCode() + count;
    }
  }

  private record RoleInChain(Role role, List<Role> chain) {
    @Override
    public boolean equals(Object other) {
      return other instanceof RoleInChain(Role otherRole, List<Role> otherChain)
          && role.equals(otherRole)
          && chain.equals(otherChain);
    }

    @Override
    public int hashCode() {
      return 31 * role.hashCode() + chain.hashCode();
    }
  }

  /// Variables by level.
  ///
  /// @param params what stands beside the keywords where a role is listed
  record Vars(DictValue defaults, DictValue vars, DictValue params) {}

  RoleLayers(boolean merging) {
    this.merging = merging;
  }

  /// What the roles of a play show to all its tasks.
  Vars of(Play play) {
    List<Role> all = List.copyOf(play.roles());
    return plays.computeIfAbsent(new PlayRoles(play, all.size()), _ -> ofPlay(all));
  }

  private Vars ofPlay(List<Role> all) {
    DictValue defaults = new DictValue();
    DictValue vars = new DictValue();
    for (Role role : all) {
      withDependencies(role).forEach(one -> combine(defaults, one.defaults()));
      withDependencies(role).forEach(one -> addVars(vars, one));
    }
    return new Vars(defaults, vars, new DictValue());
  }

  /// What a role shows to its own tasks.
  ///
  /// @param chain the roles that led to it, itself last
  Vars of(Role role, List<Role> chain) {
    return roles.computeIfAbsent(
        new RoleInChain(role, chain),
        _ -> new Vars(defaults(role, chain), vars(role, chain), params(role, chain)));
  }

  private DictValue defaults(Role role, List<Role> chain) {
    DictValue defaults = new DictValue();
    role.allDependencies().forEach(dependency -> combine(defaults, dependency.defaults()));
    chain.forEach(parent -> combine(defaults, parent.defaults()));
    combine(defaults, role.defaults());
    return defaults;
  }

  private DictValue vars(Role role, List<Role> chain) {
    DictValue vars = new DictValue();
    chain.forEach(parent -> addVars(vars, parent));
    withDependencies(role).forEach(one -> addVars(vars, one));
    return vars;
  }

  private DictValue params(Role role, List<Role> chain) {
    DictValue params = new DictValue();
    chain.forEach(parent -> combine(params, parent.params()));
    combine(params, role.params());
    return params;
  }

  private static List<Role> withDependencies(Role role) {
    List<Role> all = new ArrayList<>(role.allDependencies());
    all.add(role);
    return all;
  }

  private void addVars(DictValue vars, Role role) {
    role.listedVars()
        .ifPresent(given -> VariablesFile.dicts(given).forEach(dict -> combine(vars, dict)));
    combine(vars, role.vars());
  }

  private void combine(DictValue low, DictValue high) {
    high.entries()
        .forEach((name, value) ->
            low.put(
                name,
                merging
                    ? low.get(name).map(old -> Combining.merge(old, value)).orElse(value)
                    : value));
  }
}
