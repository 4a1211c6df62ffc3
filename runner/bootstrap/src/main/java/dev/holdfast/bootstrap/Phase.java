package dev.holdfast.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// One part of the work on a machine: a playbook, and what decides about it.
///
/// @param name of its playbook and role
/// @param inputs the variables that it depends on, by the beginnings of their names; one that
///   changed makes it needed
/// @param needed whether evidence on the machine or in the cluster asks for it, whatever an earlier
///   run noted
/// @param verify what is wrong after it, told from facts read anew; empty when nothing is
record Phase(
    String title,
    String name,
    List<String> inputs,
    Predicate<Situation> needed,
    Function<Situation, Optional<String>> verify) {

  /// A phase that only its inputs ask for.
  Phase(
      String title,
      String name,
      List<String> inputs,
      Function<Situation, Optional<String>> verify) {
    this(title, name, inputs, _ -> false, verify);
  }

  String playbook() {
    return name + ".yml";
  }
}
