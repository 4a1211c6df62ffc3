package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Value;

/// A global function that wants to know where it is called: `range(3)`, `lookup('env', 'HOME')`.
@FunctionalInterface
public interface Function {
  Value call(Arguments args, EvalContext context);
}
