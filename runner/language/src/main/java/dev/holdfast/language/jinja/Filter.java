package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Value;

/// A filter: `input | name(args)`.
@FunctionalInterface
public interface Filter {
  Value apply(Value input, Arguments args, EvalContext context);
}
