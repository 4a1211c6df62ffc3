package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Whether a later object completes a planned one: all that was known stays, what was unknown may
/// become anything inside of its refinements.
///
/// Source of the rules: `AssertObjectCompatible` in Terraform's `internal/plans/objchange`. Both
/// objects conform to the schema's type. Write-only attributes are left to [WriteOnly].
final class Completion {

  private final Found found;

  private Completion(Found found) {
    this.found = found;
  }

  static void check(Body body, Value planned, Value actual, Found found) {
    new Completion(found).body(body, Path.ROOT, planned, actual);
  }

  private void body(Body body, Path path, Value planned, Value actual) {
    if (!presence(path, planned, actual) || planned.isNull()) {
      return;
    }
    for (Attribute attribute : body.attributes()) {
      String name = attribute.name();
      if (!attribute.flags().writeOnly()) {
        value(
            Shape.of(attribute),
            path.attribute(name),
            Values.attribute(planned, name),
            Values.attribute(actual, name));
      }
    }
    for (Block block : body.blocks()) {
      String name = block.name();
      block(
          block,
          path.attribute(name),
          Values.attribute(planned, name),
          Values.attribute(actual, name));
    }
  }

  private boolean presence(Path path, Value planned, Value actual) {
    if (planned.isNull() == actual.isNull()) {
      return true;
    }
    found.add(
        path,
        planned.isNull() ? "was absent, but now is present" : "was present, but now is absent");
    return false;
  }

  private void block(Block block, Path path, Value planned, Value actual) {
    boolean single = block.nesting() == Nesting.SINGLE || block.nesting() == Nesting.GROUP;
    if (single) {
      if (!planned.isUnknown() || !actual.isNull()) {
        body(block.body(), path, planned, actual);
      }
    } else if (isComparable(planned) && isComparable(actual)) {
      blocks(block, path, planned, actual);
    }
  }

  private static boolean isComparable(Value blocks) {
    return !blocks.isNull() && !blocks.isUnknown();
  }

  private void blocks(Block block, Path path, Value planned, Value actual) {
    switch (block.nesting()) {
      case LIST -> listBlocks(block.body(), path, Parts.elements(planned), Parts.elements(actual));
      case MAP -> mapBlocks(block.body(), path, Parts.entries(planned), Parts.entries(actual));
      case SET ->
          sets(
              path,
              Parts.elements(planned),
              Parts.elements(actual),
              (one, other) -> fits(inner -> inner.body(block.body(), path, one, other)));
      case SINGLE, GROUP -> body(block.body(), path, planned, actual);
    }
  }

  private void listBlocks(Body body, Path path, List<Value> planned, List<Value> actual) {
    if (planned.size() != actual.size()) {
      String message = "changed its number of blocks";
      found.differs(path, message, planned.size() + " blocks", actual.size() + " blocks");
      return;
    }
    for (int i = 0; i < planned.size(); i++) {
      body(body, path.index(i), planned.get(i), actual.get(i));
    }
  }

  private void mapBlocks(
      Body body, Path path, Map<String, Value> planned, Map<String, Value> actual) {
    keys(path, planned, actual, (key, one, other) -> body(body, path.key(key), one, other));
  }

  private void value(Shape shape, Path path, Value planned, Value actual) {
    if (planned.equals(actual) && actual.isWhollyKnown()) {
      return;
    }
    if (shape.type() instanceof Type.Dynamic) {
      dynamic(shape, path, planned, actual);
    } else if (planned instanceof Value.Unknown(var refinements)) {
      String misfit = Refined.misfit(refinements, actual);
      if (!misfit.isEmpty()) {
        found.differs(path, "is not what was announced", misfit, shape.show(actual));
      }
    } else if (planned.isNull() != actual.isNull()) {
      changed(shape, path, planned, actual);
    } else if (!planned.isNull()) {
      known(shape, path, planned, actual);
    }
  }

  /// A planned null or unknown without a type of its own allows anything. Inside of a dynamic
  /// block, values stand without their types, which then are part of the block's.
  private void dynamic(Shape shape, Path path, Value planned, Value actual) {
    if (planned instanceof Value.Dynamic(Type type, Value content)
        && actual instanceof Value.Dynamic(Type own, Value result)
        && Type.conforms(own, type)) {
      value(shape.of(type), path, content, result);
    } else if (planned instanceof Value.Dynamic || (planned.isWhollyKnown() && !planned.isNull())) {
      changed(shape, path, planned, actual);
    }
  }

  private void changed(Shape shape, Path path, Value planned, Value actual) {
    found.differs(path, "was planned with another value", shape.show(planned), shape.show(actual));
  }

  private void known(Shape shape, Path path, Value planned, Value actual) {
    if (actual.isUnknown()) {
      found.differs(path, "was known, but now is unknown", shape.show(planned), "unknown");
      return;
    }
    switch (shape.type()) {
      case Type.Primitive _, Type.Dynamic _ -> {
        if (!planned.equals(actual)) {
          changed(shape, path, planned, actual);
        }
      }
      case Type.ListOf(var element) ->
          sequence(path, planned.parts(), actual.parts(), _ -> shape.of(element));
      case Type.Tuple(var types) ->
          sequence(path, planned.parts(), actual.parts(), i -> shape.of(types.get(i)));
      case Type.MapOf(var element) ->
          keys(
              path,
              Parts.entries(planned),
              Parts.entries(actual),
              (key, one, other) -> value(shape.of(element), path.key(key), one, other));
      case Type.Obj(var types, _) ->
          types.forEach((name, type) ->
              value(
                  shape.attribute(name, type),
                  path.attribute(name),
                  Values.attribute(planned, name),
                  Values.attribute(actual, name)));
      case Type.SetOf(var element) ->
          sets(
              path,
              planned.parts(),
              actual.parts(),
              (one, other) -> fits(inner -> inner.value(shape.of(element), path, one, other)));
    }
  }

  private void sequence(
      Path path, List<Value> planned, List<Value> actual, IntFunction<Shape> shapes) {
    for (int i = 0; i < Math.min(planned.size(), actual.size()); i++) {
      value(shapes.apply(i), path.index(i), planned.get(i), actual.get(i));
    }
    for (int i = actual.size(); i < planned.size(); i++) {
      found.add(path.index(i), "was planned, but is missing now");
    }
    for (int i = planned.size(); i < actual.size(); i++) {
      found.add(path.index(i), "was not planned, but has appeared");
    }
  }

  /// Compares the values of one key.
  @FunctionalInterface
  private interface Entry {
    void compare(String key, Value planned, Value actual);
  }

  private void keys(Path path, Map<String, Value> planned, Map<String, Value> actual, Entry entry) {
    planned.forEach((key, one) -> {
      Value other = actual.get(key);
      if (other == null) {
        found.add(path.key(key), "was planned, but is missing now");
      } else {
        entry.compare(key, one, other);
      }
    });
    for (String key : actual.keySet()) {
      if (!planned.containsKey(key)) {
        found.add(path.key(key), "was not planned, but has appeared");
      }
    }
  }

  /// Elements have no identity, so each one only has to find a partner on the other side; several
  /// may share one, since planned elements can turn out equal.
  private void sets(
      Path path, List<Value> planned, List<Value> actual, BiPredicate<Value, Value> matches) {
    boolean lost =
        planned.stream()
            .anyMatch(one -> actual.stream().noneMatch(each -> matches.test(one, each)));
    boolean gained =
        actual.stream()
            .anyMatch(each -> planned.stream().noneMatch(one -> matches.test(one, each)));
    if (lost) {
      found.add(path, "has lost an element that was planned");
    } else if (gained) {
      found.add(path, "has an element that was not planned");
    } else if (planned.size() < actual.size()) {
      String message = "has more elements than planned";
      found.differs(path, message, planned.size() + " elements", actual.size() + " elements");
    }
  }

  private static boolean fits(Consumer<Completion> comparison) {
    var trial = new Completion(new Found());
    comparison.accept(trial);
    return trial.found.isEmpty();
  }
}
