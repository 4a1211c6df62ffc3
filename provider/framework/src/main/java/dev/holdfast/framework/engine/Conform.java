package dev.holdfast.framework.engine;

import dev.holdfast.framework.rules.EmptyBody;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Conformance.Fitted;
import dev.holdfast.framework.value.Value;
import java.util.List;

/// Makes what an author returned fit its schema: attributes left out become null, blocks left out
/// empty, what does not fit becomes null and is told. So one bad attribute does not lose the rest
/// of a state.
final class Conform {

  private Conform() {}

  /// The object with unknowns left as they are.
  static Fitted planned(Shape shape, Value value) {
    return Conformance.fit(shape.type(), withBlocks(shape.body(), value));
  }

  /// The object with unknowns counted as problems.
  static Fitted known(Shape shape, Value value) {
    return Conformance.fitKnown(shape.type(), withBlocks(shape.body(), value));
  }

  /// The object with empty collections for blocks left out: those are never null.
  private static Value withBlocks(Body body, Value value) {
    if (!(value instanceof Value.Obj object)) {
      return value;
    }
    Value.Obj filled = object;
    for (Block block : body.blocks()) {
      filled = filled.with(block.name(), block(block, object.get(block.name())));
    }
    return filled;
  }

  private static Value block(Block block, Value value) {
    Value given = value.isNull() ? EmptyBody.of(block) : value;
    return switch (given) {
      case Value.Obj object -> withBlocks(block.body(), object);
      case Value.ListOf(var elements) -> new Value.ListOf(withBlocks(block.body(), elements));
      case Value.SetOf(var elements) -> new Value.SetOf(withBlocks(block.body(), elements));
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Dynamic _ ->
          given;
    };
  }

  private static List<Value> withBlocks(Body body, List<Value> elements) {
    return elements.stream().map(element -> withBlocks(body, element)).toList();
  }
}
