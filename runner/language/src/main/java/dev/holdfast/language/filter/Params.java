package dev.holdfast.language.filter;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// The arguments of one call under the names of the Python function's parameters, with Python's
/// complaints about wrong ones. The filter's input is not among them.
final class Params {
  private final String function;
  private final Arguments args;
  private final List<String> names;

  private Params(String function, Arguments args, List<String> names) {
    this.function = function;
    this.args = args;
    this.names = names;
  }

  static Params of(String function, Arguments args, String... names) {
    Params params = new Params(function, args, List.of(names));
    params.check();
    return params;
  }

  private void check() {
    int given = args.positional().size();
    if (given > names.size()) {
      throw PythonError.typeError(
          "%s() takes from 1 to %d positional arguments but %d were given"
              .formatted(function, names.size() + 1, given + 1));
    }
    for (String name : args.named().keySet()) {
      int index = names.indexOf(name);
      if (index < 0) {
        throw PythonError.typeError(
            function + "() got an unexpected keyword argument '" + name + "'");
      }
      if (index < given) {
        throw PythonError.typeError(
            function + "() got multiple values for argument '" + name + "'");
      }
    }
  }

  /// What was given, `None` included.
  Optional<Value> given(String name) {
    return args.at(names.indexOf(name), name);
  }

  /// What was given, unless it is `None`.
  Optional<Value> get(String name) {
    return given(name).filter(value -> !(value instanceof None));
  }

  Value require(String name) {
    return given(name)
        .orElseThrow(() ->
            PythonError.typeError(
                function + "() missing 1 required positional argument: '" + name + "'"));
  }

  String text(String name, String missing) {
    return get(name).map(Text::str).orElse(missing);
  }

  boolean truth(String name, boolean missing) {
    return given(name).map(Truth::of).orElse(missing);
  }

  int integer(String name, int missing) {
    return get(name).map(Numbers::index).orElse(missing);
  }
}
