package dev.holdfast.language.template;

import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;

/// A lookup plugin: `lookup('env', 'HOME')`.
@FunctionalInterface
public interface Lookup {
  /// Looks its terms up. What it gives is marked as unsafe by the caller.
  ///
  /// @param terms templated already
  /// @param options the named arguments, without those that every lookup has
  /// @param templar with the variables of the place of use
  List<Value> run(List<Value> terms, Map<String, Value> options, Templar templar);
}
