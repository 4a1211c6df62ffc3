package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// What filters, tests and global functions see of the template that uses them.
public interface EvalContext {
  /// Applies the filter `name`; an unknown name is a syntax error as in a template.
  Value filter(String name, Value input, Arguments args);

  /// Applies the test `name`; an unknown name is a syntax error as in a template.
  boolean test(String name, Value input, Arguments args);

  /// Calls a function, method or macro; anything else is a `TypeError`.
  Value call(Value callable, Arguments args);

  /// `value.name` as templates read it: the attribute or method, else the item, else undefined.
  Value attribute(Value value, String name);

  /// `value[key]` as templates read it: the item, else the attribute, else undefined.
  Value item(Value value, Value key);

  /// The variable `name` as the template sees it here.
  Optional<Value> variable(String name);

  /// What stands for something that does not exist.
  default Undefined undefined(String message) {
    return new Undefined(message);
  }

  /// Runs the lookup plugin `name`, as the function `lookup` does.
  Value lookup(String name, Arguments args);

  /// Templates a value once more, with the same variables: text becomes what it evaluates to.
  Value template(Value value);

  /// A warning for the user.
  void warn(String message);

  /// Whether `{% autoescape %}` is on here.
  boolean autoescape();
}
