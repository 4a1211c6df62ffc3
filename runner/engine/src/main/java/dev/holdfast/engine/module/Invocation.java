package dev.holdfast.engine.module;

import dev.holdfast.engine.machine.Machine;

/// One run of a module on one host: its checked arguments and what it may use.
///
/// @param module the name as the task has it, for messages
public record Invocation(String module, Parameters arguments, Context context) {
  public Machine machine() {
    return context.machine();
  }

  public boolean checkMode() {
    return context.checkMode();
  }

  public boolean diffMode() {
    return context.diffMode();
  }
}
