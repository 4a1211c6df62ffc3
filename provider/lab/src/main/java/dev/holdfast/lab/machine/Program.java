package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Ran;

/// What stands for a program of a real machine.
public interface Program {
  /// Does what the program would, as far as it can be seen afterwards. A [FileFault] that leaves
  /// here ends the program with status 1 and the fault's words.
  Ran run(Call call);
}
