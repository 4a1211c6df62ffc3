package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;

/// An action and its arguments as the task gives them, before templating.
///
/// @param name as written
/// @param arguments by name; free text is `_raw_params`, and a template that stands for all
///   arguments (`args: "{{ x }}"`) is `_variable_params`
/// @param local whether it came as `local_action`
public record ActionCall(String name, DictValue arguments, boolean local) {
  /// The name without the prefix of the built-in collection.
  public String base() {
    return ActionNames.base(name);
  }
}
