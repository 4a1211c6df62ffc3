package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.Text;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The roles that a play has loaded, by name and by everything that makes one use differ from
/// another.
final class RoleCache {
  /// What tells two uses of a role apart.
  record Key(String name, String parameters) {}

  private final Map<Key, Role> roles = new ConcurrentHashMap<>();

  static Key key(Role.Use use, Role.Entry entry) {
    StringBuilder text = new StringBuilder();
    text.append(Text.repr(use.params()));
    for (Keyword keyword : new Keyword[] {Keyword.WHEN, Keyword.TAGS, Keyword.VARS}) {
      Given given = use.keywords().get(keyword);
      text.append('|').append(given == null ? "" : Text.repr(given.value()));
    }
    text.append('|').append(new TreeMap<>(entry.files())).append('|').append(entry.fromInclude());
    return new Key(use.collection() + "." + use.name(), text.toString());
  }

  Optional<Role> get(Key key) {
    return Optional.ofNullable(roles.get(key));
  }

  void put(Key key, Role role) {
    roles.put(key, role);
  }
}
