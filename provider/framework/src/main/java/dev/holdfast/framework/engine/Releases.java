package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an import found and the first configuration after it leaves out: it stays as it is and is
/// nobody's from then on.
///
/// The counterpart of [Management]: the same attributes and elements of maps are looked at. What is
/// inside something left out is not told again.
final class Releases {

  private final List<Path> found = new ArrayList<>();

  private Releases() {}

  static List<Path> of(Body body, Value prior, Value config) {
    var releases = new Releases();
    releases.object(body, Path.ROOT, new Trio(config, prior, Values.NULL));
    return List.copyOf(releases.found);
  }

  /// Says what the plan releases; nothing where it replaces the object or leaves it alone.
  static void tell(Shape shape, WholePlan plan, Value planned, Diagnostics diagnostics) {
    Value prior = plan.context().prior();
    boolean changes = !prior.isNull() && !planned.isNull() && !planned.equals(prior);
    if (!changes || !plan.requiresReplace().isEmpty() || plan.deferred().isPresent()) {
      return;
    }
    List<Path> released = of(shape.body(), prior, plan.context().config());
    if (!released.isEmpty()) {
      diagnostics.warning(
          "Released, not removed",
          "The import found "
              + released.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ", which the configuration leaves out: they stay as they are and are managed no more."
              + " Add to the configuration what it is to manage.");
    }
  }

  private void object(Body body, Path path, Trio trio) {
    if (!(trio.prior() instanceof Value.Obj) || !(trio.config() instanceof Value.Obj)) {
      return;
    }
    for (Attribute attribute : body.attributes()) {
      attribute(attribute, path.attribute(attribute.name()), trio.attribute(attribute.name()));
    }
    for (Block block : body.blocks()) {
      Path below = path.attribute(block.name());
      nested(block.nesting(), block.body(), below, trio.attribute(block.name()));
    }
  }

  private void attribute(Attribute attribute, Path path, Trio trio) {
    if (trio.prior().isNull() || trio.config().isUnknown()) {
      return;
    }
    if (attribute.presence() == Presence.MANAGED && trio.config().isNull()) {
      found.add(path);
    } else if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      if (nesting == Nesting.MAP && trio.prior() instanceof Value.MapOf(var elements)) {
        elements.keySet().stream()
            .filter(key -> trio.element(key).config().isNull())
            .map(path::key)
            .forEach(found::add);
      }
      nested(nesting, body, path, trio);
    }
  }

  private void nested(Nesting nesting, Body body, Path path, Trio trio) {
    switch (nesting) {
      case SINGLE, GROUP -> object(body, path, trio);
      case LIST -> {
        for (int i = 0; i < trio.prior().parts().size(); i++) {
          object(body, path.index(i), trio.element(i));
        }
      }
      case MAP -> {
        if (trio.prior() instanceof Value.MapOf(var elements)) {
          elements.keySet().forEach(key -> object(body, path.key(key), trio.element(key)));
        }
      }
      case SET -> {}
    }
  }
}
