package dev.holdfast.language.filter;

import java.util.HashMap;
import java.util.Map;

/// The names under which plugins are known.
final class Names {
  private Names() {}

  /// Names of a collection; also plain, as older playbooks wrote them.
  static <T> Map<String, T> collection(String collection, Map<String, T> plugins) {
    Map<String, T> all = new HashMap<>();
    plugins.forEach((name, plugin) -> {
      all.put(collection + "." + name, plugin);
      all.put(name, plugin);
    });
    return all;
  }
}
