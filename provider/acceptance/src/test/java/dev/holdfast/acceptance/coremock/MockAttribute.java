package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.schema.Presence;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// One attribute as `dynamic_resources.json` describes it.
///
/// @param plain the attribute is of a plain collection or object type instead of nested attributes
///   (`skip_nested_metadata`)
/// @param value what a computed attribute becomes when the configuration says nothing
/// @param element what a list, map or set holds
/// @param object the attributes of an object
record MockAttribute(
    Kind kind,
    Presence presence,
    boolean sensitive,
    boolean replace,
    boolean plain,
    Optional<JsonNode> value,
    Optional<MockAttribute> element,
    Map<String, MockAttribute> object) {

  enum Kind {
    BOOLEAN,
    FLOAT,
    INTEGER,
    NUMBER,
    STRING,
    LIST,
    MAP,
    OBJECT,
    SET
  }

  MockAttribute {
    object = new TreeMap<>(object);
  }

  static MockAttribute optional(Kind kind) {
    return of(kind, Optional.empty(), Map.of());
  }

  static MockAttribute optional(Kind kind, MockAttribute element) {
    return of(kind, Optional.of(element), Map.of());
  }

  static MockAttribute object(Map<String, MockAttribute> attributes) {
    return of(Kind.OBJECT, Optional.empty(), attributes);
  }

  private static MockAttribute of(
      Kind kind, Optional<MockAttribute> element, Map<String, MockAttribute> object) {
    return new MockAttribute(
        kind, Presence.OPTIONAL, false, false, false, Optional.empty(), element, object);
  }

  /// This attribute and all below it with another presence.
  MockAttribute withPresence(PresenceChange change) {
    var inner = new TreeMap<String, MockAttribute>();
    object.forEach((name, attribute) -> inner.put(name, attribute.withPresence(change)));
    return new MockAttribute(
        kind,
        change.apply(presence),
        sensitive,
        replace,
        plain,
        value,
        element.map(attribute -> attribute.withPresence(change)),
        inner);
  }

  /// How a presence changes between families of types.
  @FunctionalInterface
  interface PresenceChange {
    Presence apply(Presence presence);
  }
}
