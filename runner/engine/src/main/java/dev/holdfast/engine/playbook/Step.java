package dev.holdfast.engine.playbook;

/// What stands in a list of tasks.
public sealed interface Step permits Block, Task {
  Directives directives();
}
