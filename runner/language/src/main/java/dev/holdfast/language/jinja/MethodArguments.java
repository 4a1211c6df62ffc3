package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.Optional;
import java.util.Set;

/// The arguments of a method, checked as Python does.
record MethodArguments(String type, String method, Arguments all) {

  int count() {
    return all.positional().size();
  }

  /// Refuses named arguments and any other number of arguments.
  MethodArguments require(int least, int most) {
    return require(least, most, Set.of());
  }

  /// @param names of the arguments that may be given by name
  MethodArguments require(int least, int most, Set<String> names) {
    for (String name : all.named().keySet()) {
      if (!names.contains(name)) {
        throw PythonError.typeError(
            names.isEmpty()
                ? type + "." + method + "() takes no keyword arguments"
                : "'" + name + "' is an invalid keyword argument for " + method + "()");
      }
    }
    int given = count() + all.named().size();
    if (given < least || given > most) {
      throw PythonError.typeError(wrongCount(least, most, given));
    }
    return this;
  }

  private String wrongCount(int least, int most, int given) {
    if (least == most) {
      String wanted =
          least == 0
              ? "no arguments"
              : least == 1 ? "exactly one argument" : "exactly " + least + " arguments";
      return "%s.%s() takes %s (%d given)".formatted(type, method, wanted, given);
    }
    boolean few = given < least;
    int bound = few ? least : most;
    return "%s expected at %s %d argument%s, got %d"
        .formatted(method, few ? "least" : "most", bound, bound == 1 ? "" : "s", given);
  }

  Value at(int position) {
    return all.positional().get(position);
  }

  /// The argument at a position or of a name; `None` counts as left out.
  Optional<Value> optional(int position, String name) {
    return all.at(position, name).filter(value -> value != None.NONE);
  }

  String text(int position) {
    return switch (at(position)) {
      case Str str -> str.text();
      case Undefined undefined -> throw new UndefinedError(undefined);
      case Value other -> {
        // Only methods with several texts say which one is meant.
        String which = method.equals("replace") ? "replace() argument " + (position + 1) + " " : "";
        throw PythonError.typeError(which + "must be str, not " + Types.name(other));
      }
    };
  }

  /// A whole number at a position or of a name.
  int number(int position, String name, int missing) {
    return all.at(position, name).map(Numbers::index).orElse(missing);
  }
}
