package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a caller may do, refused in the server's words.
record Rights(World world, Caller caller) {

  private static final Pattern VMID = Pattern.compile("\\d{1,9}");
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  boolean has(String path, String privilege) {
    return held(path).contains(Privileges.inVersion(privilege, world.version));
  }

  boolean hasAny(String path, List<String> privileges) {
    return privileges.stream().anyMatch(p -> has(path, p));
  }

  /// Demands one privilege.
  void demand(String path, String privilege) {
    demand(path, Optional.empty(), privilege);
  }

  /// Demands one privilege on a path, or on the pool that something is about to join.
  void demand(String path, Optional<String> pool, String privilege) {
    if (!has(path, privilege) && !pool.map(p -> has("/pool/" + p, privilege)).orElse(false)) {
      throw Stop.permission(path + ", " + Privileges.inVersion(privilege, world.version));
    }
  }

  /// Demands one of several privileges.
  void demandAny(String path, Optional<String> pool, List<String> privileges) {
    if (!hasAny(path, privileges)
        && !pool.map(p -> hasAny("/pool/" + p, privileges)).orElse(false)) {
      throw Stop.permission(path + ", " + joined(privileges));
    }
  }

  private String joined(List<String> privileges) {
    return String.join(
        "|",
        privileges.stream().map(p -> Privileges.inVersion(p, world.version)).distinct().toList());
  }

  Set<String> held(String path) {
    return world.accounts.privileges(caller, path, () -> poolOf(path));
  }

  private Optional<String> poolOf(String path) {
    if (path.startsWith("/vms/")) {
      return world.poolOf(Integer.parseInt(path.substring(5)));
    }
    if (path.startsWith("/storage/")) {
      String storage = path.substring(9);
      return world.pools.entrySet().stream()
          .filter(e -> e.getValue().storages.contains(storage))
          .map(Map.Entry::getKey)
          .findFirst();
    }
    return Optional.empty();
  }

  /// Checks the rule of a call; only a plain rule names what is missing.
  void check(Access access, Map<String, String> values) {
    if (access instanceof Access.Rules rules) {
      if (rules.rules().isEmpty()) {
        checkRoot();
      } else if (rules.isPlain()) {
        Access.Privileges only = rules.rules().getFirst().getFirst();
        String path = filled(only.path(), values).orElseThrow(Stop::permission);
        if (only.any()) {
          demandAny(path, Optional.empty(), only.names());
        } else {
          only.names().forEach(p -> demand(path, p));
        }
      } else if (!rules.rules().stream()
          .allMatch(alternatives -> alternatives.stream().anyMatch(p -> meets(p, values)))) {
        throw Stop.permission();
      }
    }
  }

  void checkRoot() {
    if (!caller.isRoot()) {
      throw Stop.permission("user != root@pam");
    }
  }

  private boolean meets(Access.Privileges rule, Map<String, String> values) {
    return filled(rule.path(), values)
        .map(path ->
            rule.any()
                ? hasAny(path, rule.names())
                : rule.names().stream().allMatch(p -> has(path, p)))
        .orElse(false);
  }

  private static Optional<String> filled(String path, Map<String, String> values) {
    Matcher variables = VARIABLE.matcher(path);
    StringBuilder text = new StringBuilder();
    while (variables.find()) {
      String value = values.get(variables.group(1));
      boolean usable =
          value != null && (!path.startsWith("/vms/") || VMID.matcher(value).matches());
      if (!usable) {
        return Optional.empty();
      }
      variables.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    variables.appendTail(text);
    return Optional.of(text.toString());
  }
}
