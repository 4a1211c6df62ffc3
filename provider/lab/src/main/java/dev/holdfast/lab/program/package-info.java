/// Models of the programs of a Debian machine, as far as modules and playbooks use them.
///
/// Read first: [DebianMachine] (a machine with all of them), [ShellProgram] (texts for a shell, by
/// what they mean), [FileTools] (how a model looks).
@NullMarked
package dev.holdfast.lab.program;

import org.jspecify.annotations.NullMarked;
