package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.value.Int;

/// How programs of a machine ended that a module cannot do without.
final class Programs {
  private Programs() {}

  /// Fails when the program is not there, or ended badly.
  ///
  /// @param serves where the module works, for the message
  static void must(Ran ran, String program, String serves) {
    if (isMissing(ran)) {
      throw ModuleFailure.of("This machine has no %s: %s".formatted(program, serves));
    }
    check(ran, program);
  }

  static boolean isMissing(Ran ran) {
    return ran.status() == 127 || ran.note() == Ran.Note.PROGRAM;
  }

  /// Fails in the words of Ansible's `check_rc` when the program ended badly.
  static void check(Ran ran, String command) {
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors().isBlank() ? ran.text().strip() : ran.errors().strip())
          .with("cmd", command)
          .with("rc", Int.of(ran.status()))
          .with("stdout", ran.text())
          .with("stderr", ran.errors());
    }
  }
}
