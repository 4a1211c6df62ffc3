package dev.holdfast.engine.module;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A module's checked arguments. `None` and absent are the same here.
public record Parameters(DictValue values) {

  public Optional<Value> value(String name) {
    return values.get(name).filter(value -> value != None.NONE);
  }

  public boolean has(String name) {
    return value(name).isPresent();
  }

  public Optional<String> text(String name) {
    return value(name).map(Text::str);
  }

  /// The text of an argument that is required or has a default.
  public String must(String name) {
    return text(name).orElseThrow(() -> ModuleFailure.of("missing required arguments: " + name));
  }

  /// Whether it is given and true.
  public boolean on(String name) {
    return value(name).map(value -> value == Bool.TRUE).orElse(false);
  }

  public Optional<Boolean> flag(String name) {
    return value(name).map(value -> value == Bool.TRUE);
  }

  public Optional<Long> number(String name) {
    return value(name)
        .flatMap(value ->
            value instanceof Int(var number)
                ? Optional.of(number.longValue())
                : value instanceof Real(double real) ? Optional.of((long) real) : Optional.empty());
  }

  /// The elements of a list as texts; empty when it is not given.
  public List<String> texts(String name) {
    return value(name)
        .map(value -> value instanceof ListValue list ? list.items() : List.of(value))
        .orElse(List.of())
        .stream()
        .map(Text::str)
        .toList();
  }

  public Map<String, Value> members(String name) {
    Map<String, Value> members = new LinkedHashMap<>();
    value(name)
        .ifPresent(value -> {
          if (value instanceof DictValue dict) {
            dict.entries().forEach((key, member) -> members.put(Text.str(key), member));
          }
        });
    return members;
  }

  /// The same with another value, for a module that hands on to another.
  public Parameters with(String name, Value value) {
    DictValue changed = DictValue.copyOf(values);
    changed.put(name, value);
    return new Parameters(changed);
  }
}
