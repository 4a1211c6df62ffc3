package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.jinja.Filter;
import dev.holdfast.language.jinja.Test;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Items;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// The part of a template that filters need.
final class FilterContext implements EvalContext {
  @Override
  public Value filter(String name, Value input, Arguments args) {
    Filter filter = Optional.ofNullable(Filters.ALL.get(name)).orElseThrow(() -> unknown(name));
    return filter.apply(input, args, this);
  }

  @Override
  public boolean test(String name, Value input, Arguments args) {
    Test test = Optional.ofNullable(Tests.ALL.get(name)).orElseThrow(() -> unknown(name));
    return test.test(input, args, this);
  }

  private static RuntimeException unknown(String name) {
    return new TemplateSyntaxError("No filter or test named '" + name + "' found.", 1);
  }

  @Override
  public Value call(Value callable, Arguments args) {
    if (callable instanceof Callable function) {
      return function.call(args);
    }
    throw PythonError.typeError("not callable");
  }

  @Override
  public Value attribute(Value value, String name) {
    if (value instanceof ObjectValue object) {
      return object.attribute(name).orElseGet(() -> new Undefined("no attribute " + name));
    }
    return item(value, Str.of(name));
  }

  @Override
  public Value item(Value value, Value key) {
    return Items.find(value, key).orElseGet(() -> new Undefined("no attribute " + Text.repr(key)));
  }

  @Override
  public Optional<Value> variable(String name) {
    return Optional.empty();
  }

  @Override
  public Value lookup(String name, Arguments args) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public Value template(Value value) {
    return value;
  }

  @Override
  public void warn(String message) {
    // Nobody reads it here.
  }

  @Override
  public boolean autoescape() {
    return false;
  }
}
