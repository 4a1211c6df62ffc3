package dev.holdfast.lab.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// As whom something is done on a machine.
///
/// @param groups all groups, the first one's included
public record Identity(
    String name, long uid, long gid, Set<Long> groups, String home, String shell) {
  public static final Identity ROOT = new Identity("root", 0, 0, Set.of(0L), "/root", "/bin/bash");

  public Identity {
    groups = Set.copyOf(groups);
  }

  public boolean isRoot() {
    return uid == 0;
  }

  public boolean in(long group) {
    return groups.contains(group);
  }

  /// The environment of a session.
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", home);
    environment.put("USER", name);
    environment.put("LOGNAME", name);
    environment.put("SHELL", shell);
    environment.put(
        "PATH",
        isRoot()
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            : "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games");
    environment.put("LANG", "C.UTF-8");
    return environment;
  }
}
