package dev.holdfast.simulator.proxmox.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parameters, found by the keys of requests.
public final class ParameterTable {

  private final List<Parameter> all;
  private final Map<String, Parameter> byName = new HashMap<>();

  ParameterTable(List<Parameter> all) {
    this.all = List.copyOf(all);
    all.forEach(p -> byName.putIfAbsent(p.name(), p));
  }

  List<Parameter> all() {
    return all;
  }

  /// The parameter or family that a key belongs to.
  Optional<Parameter> find(String key) {
    Parameter exact = byName.get(key);
    return exact != null && exact.covers(key)
        ? Optional.of(exact)
        : Optional.ofNullable(byName.get(family(key))).filter(p -> p.covers(key));
  }

  private static String family(String key) {
    int end = key.length();
    while (end > 0 && Character.isDigit(key.charAt(end - 1))) {
      end--;
    }
    return key.substring(0, end);
  }
}
