package dev.holdfast.engine.vars;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The methods of Python's mappings, for values that compute their members when they are read.
final class MappingMethods {
  private MappingMethods() {}

  /// A method with what it does.
  private record Method(String name, Function<Arguments, Value> body) implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return body.apply(arguments);
    }
  }

  static Optional<Value> of(ObjectValue mapping, String name) {
    return switch (name) {
      case "keys" -> method(name, _ -> new ListValue(plain(mapping).entries().keySet()));
      case "values" -> method(name, _ -> new ListValue(plain(mapping).entries().values()));
      case "items" ->
          method(
              name,
              _ ->
                  new ListValue(
                      plain(mapping).entries().entrySet().stream()
                          .map(entry -> pair(entry.getKey(), entry.getValue()))
                          .toList()));
      case "get" ->
          method(
              name,
              arguments ->
                  mapping
                      .item(arguments.at(0, "key").orElse(None.NONE))
                      .or(() -> arguments.at(1, "default"))
                      .orElse(None.NONE));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> method(String name, Function<Arguments, Value> body) {
    return Optional.of(new Method(name, body));
  }

  private static TupleValue pair(Value key, Value value) {
    return new TupleValue(List.of(key, value));
  }

  private static DictValue plain(ObjectValue mapping) {
    return mapping.materialize() instanceof DictValue dict ? dict : new DictValue();
  }
}
