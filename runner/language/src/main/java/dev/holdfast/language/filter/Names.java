package dev.holdfast.language.filter;

import java.util.HashMap;
import java.util.Map;

/// The names under which plugins are known.
final class Names {
  private Names() {}

  /// Plain names also under `ansible.builtin.` and `ansible.legacy.`.
  static <T> Map<String, T> builtin(Map<String, T> plain) {
    Map<String, T> all = new HashMap<>(plain);
    plain.forEach((name, plugin) -> {
      all.put("ansible.builtin." + name, plugin);
      all.put("ansible.legacy." + name, plugin);
    });
    return all;
  }

  /// Names of a collection; also plain, as older playbooks wrote them.
  static <T> Map<String, T> collection(String collection, Map<String, T> plugins) {
    Map<String, T> all = new HashMap<>();
    plugins.forEach((name, plugin) -> {
      all.put(collection + "." + name, plugin);
      all.put(name, plugin);
      all.put("ansible.builtin." + name, plugin);
    });
    return all;
  }
}
