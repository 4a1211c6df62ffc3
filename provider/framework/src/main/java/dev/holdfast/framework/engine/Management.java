package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what a configuration manages: every [Presence#MANAGED] attribute that it sets, and every
/// element of a nested map.
///
/// An unknown value counts as set. Nothing inside a set is recorded: its elements have no address
/// that would mean the same at the next apply.
final class Management {

  private final Set<String> paths = new HashSet<>();

  private Management() {}

  static ManagedPaths of(Body body, Value config) {
    var found = new Management();
    found.object(body, Path.ROOT, config);
    return new ManagedPaths(found.paths);
  }

  /// What may be managed after an apply that failed half-way.
  static ManagedPaths either(ManagedPaths before, ManagedPaths after) {
    var both = new HashSet<>(before.paths());
    both.addAll(after.paths());
    return new ManagedPaths(both);
  }

  /// The result of an apply without what the server chose for managed attributes that nobody set:
  /// those were planned null and show up at the next read, without a difference. What the last
  /// apply managed is left in: it was to be removed and is still there.
  static Value untouched(Body body, ManagedPaths before, Value planned, Value actual) {
    return Tree.map(
        body,
        new Trio(planned, Values.NULL, actual),
        node ->
            node.unset()
                    && node.attribute().presence() == Presence.MANAGED
                    && !before.contains(node.path())
                ? Values.NULL
                : node.planned());
  }

  private void object(Body body, Path path, Value value) {
    if (!(value instanceof Value.Obj object)) {
      return;
    }
    for (Attribute attribute : body.attributes()) {
      attribute(attribute, path.attribute(attribute.name()), object.get(attribute.name()));
    }
    for (Block block : body.blocks()) {
      elements(
          block.nesting(), block.body(), path.attribute(block.name()), object.get(block.name()));
    }
  }

  private void attribute(Attribute attribute, Path path, Value value) {
    if (attribute.presence() == Presence.MANAGED && !value.isNull()) {
      paths.add(path.toString());
    }
    if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      if (nesting == Nesting.MAP && value instanceof Value.MapOf(var elements)) {
        elements.forEach((key, element) -> element(path.key(key), element));
      }
      elements(nesting, body, path, value);
    }
  }

  private void element(Path path, Value element) {
    if (!element.isNull()) {
      paths.add(path.toString());
    }
  }

  private void elements(Nesting nesting, Body body, Path path, Value value) {
    switch (nesting) {
      case SINGLE, GROUP -> object(body, path, value);
      case LIST -> list(body, path, value.parts());
      case MAP -> {
        if (value instanceof Value.MapOf(Map<String, Value> elements)) {
          elements.forEach((key, element) -> object(body, path.key(key), element));
        }
      }
      case SET -> {}
    }
  }

  private void list(Body body, Path path, List<Value> elements) {
    for (int i = 0; i < elements.size(); i++) {
      object(body, path.index(i), elements.get(i));
    }
  }
}
