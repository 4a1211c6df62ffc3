package dev.holdfast.engine.module;

import dev.holdfast.language.value.DictValue;

/// One of Ansible's modules: what arguments it takes and what it does with them.
///
/// An object has no state of its own; one serves all hosts at once.
public interface Module {
  /// Names, arguments and abilities.
  ModuleSpec spec();

  /// The name that messages about its arguments have; modules that Ansible starts through another
  /// one show that one's.
  default String messageName(String called) {
    return called;
  }

  /// The arguments as `-vvv` shows them: where Ansible has an action before the module, those that
  /// the module gets from it.
  default DictValue shown(DictValue arguments) {
    return arguments;
  }

  /// Whether the result itself says, as `invocation`, what arguments were used, without secrets.
  default boolean reportsArguments() {
    return false;
  }

  /// Does the work and says what happened. A failure that Ansible would report through `fail_json`
  /// is a [ModuleFailure] or a result that says failed.
  ModuleResult run(Invocation invocation);
}
