package dev.holdfast.language.filter;

import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// One group of `groupby`: a pair, whose parts also have names.
record GroupValue(Value grouper, Value list) implements ObjectValue {
  @Override
  public String typeName() {
    return "_GroupTuple";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return switch (name) {
      case "grouper" -> Optional.of(grouper);
      case "list" -> Optional.of(list);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Value> item(Value key) {
    if (!(key instanceof Int(var index))) {
      return Optional.empty();
    }
    return switch (index.intValue()) {
      case 0, -2 -> Optional.of(grouper);
      case 1, -1 -> Optional.of(list);
      default -> Optional.empty();
    };
  }

  @Override
  public Value materialize() {
    return TupleValue.of(grouper, list);
  }
}
