package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an empty configuration of a body looks like: attributes null, collections of blocks empty.
public final class EmptyBody {

  private EmptyBody() {}

  static Value.Obj of(Body body) {
    var empty = new LinkedHashMap<String, Value>();
    body.attributes().forEach(attribute -> empty.put(attribute.name(), Values.NULL));
    body.blocks().forEach(block -> empty.put(block.name(), of(block)));
    return new Value.Obj(empty);
  }

  /// What stands for no block at all.
  public static Value of(Block block) {
    boolean dynamic = block.body().blockType(block.nesting()) instanceof Type.Dynamic;
    return switch (block.nesting()) {
      case SINGLE -> Values.NULL;
      case GROUP -> of(block.body());
      case SET -> new Value.SetOf(List.of());
      case LIST ->
          dynamic
              ? new Value.Dynamic(Type.tupleOf(), new Value.Tuple(List.of()))
              : new Value.ListOf(List.of());
      case MAP ->
          dynamic
              ? new Value.Dynamic(Type.objectOf(Map.of()), new Value.Obj(Map.of()))
              : new Value.MapOf(Map.of());
    };
  }
}
