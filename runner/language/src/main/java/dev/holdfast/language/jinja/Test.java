package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Value;

/// A test: `input is name(args)`.
@FunctionalInterface
public interface Test {
  boolean test(Value input, Arguments args, EvalContext context);
}
