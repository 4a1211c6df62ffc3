package dev.holdfast.engine.module;

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

  /// Does the work and says what happened. A failure that Ansible would report through `fail_json`
  /// is a [ModuleFailure] or a result that says failed.
  ModuleResult run(Invocation invocation);
}
