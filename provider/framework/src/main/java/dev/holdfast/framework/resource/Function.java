package dev.holdfast.framework.resource;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A provider function (`provider::proxmox::name(...)`): pure, the same answer for the same
/// arguments.
public interface Function {

  Signature signature();

  /// @param arguments one value for each parameter, then those of the variadic one
  Answer call(List<Value> arguments);

  /// @param variadic takes any number of further arguments
  record Signature(
      String name,
      List<Parameter> parameters,
      Optional<Parameter> variadic,
      Type returns,
      String summary,
      String doc) {
    public Signature {
      parameters = List.copyOf(parameters);
    }
  }

  record Parameter(String name, Type type, boolean allowNull, boolean allowUnknown, String doc) {}

  /// What came out.
  sealed interface Answer {
    record Result(Value value) implements Answer {}

    /// @param argument the argument at fault, counted from 0; empty for the call as a whole
    record Failure(String text, Optional<Integer> argument) implements Answer {}
  }
}
