package dev.holdfast.engine.foreign;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.yaml.YamlNode;
import java.util.Optional;

/// Where the plugins of a collection went: redirects, deprecations and removals of its
/// `meta/runtime.yml`.
final class Routing {
  static final Routing NONE = new Routing(new DictValue());

  private final DictValue kinds;

  private Routing(DictValue kinds) {
    this.kinds = kinds;
  }

  static Routing of(Optional<YamlNode> document) {
    return new Routing(
        document
            .map(YamlNode::toValue)
            .flatMap(value -> dict(value).get("plugin_routing"))
            .map(Routing::dict)
            .orElse(new DictValue()));
  }

  private static DictValue dict(Object value) {
    return value instanceof DictValue dict ? dict : new DictValue();
  }

  private Optional<DictValue> entry(String kind, String name) {
    return kinds
        .get(kind)
        .flatMap(names -> dict(names).get(name))
        .filter(DictValue.class::isInstance)
        .map(DictValue.class::cast);
  }

  Optional<String> redirect(String kind, String name) {
    return entry(kind, name)
        .flatMap(entry -> entry.get("redirect"))
        .filter(value -> value != None.NONE)
        .map(Text::str);
  }

  /// What is said to whoever still uses the name.
  ///
  /// @param plugin the full name
  Optional<String> deprecation(String kind, String name, String plugin) {
    return entry(kind, name)
        .flatMap(entry -> entry.get("deprecation"))
        .map(Routing::dict)
        .map(entry -> plugin + " has been deprecated." + warning(entry));
  }

  /// @throws PlaybookException where the plugin is gone
  void refuseRemoved(String kind, String name, String collection) {
    entry(kind, name)
        .flatMap(entry -> entry.get("tombstone"))
        .map(Routing::dict)
        .ifPresent(entry -> {
          throw new PlaybookException(
              collection
                  + "."
                  + name
                  + " has been removed."
                  + warning(entry)
                  + removal(entry, collection)
                  + " Please update your playbooks.");
        });
  }

  private static String removal(DictValue entry, String collection) {
    Optional<String> version = entry.get("removal_version").map(Text::str);
    Optional<String> date = entry.get("removal_date").map(Text::str);
    return version
        .map(text -> " This feature was removed from " + collection + " in version " + text + ".")
        .or(() ->
            date.map(text ->
                " This feature was removed from "
                    + collection
                    + " in a release after "
                    + text
                    + "."))
        .orElse("");
  }

  private static String warning(DictValue entry) {
    return entry.get("warning_text").map(text -> " " + Text.str(text)).orElse("");
  }
}
