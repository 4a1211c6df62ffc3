package dev.holdfast.engine.playbook;

import java.util.List;
import java.util.Optional;

/// Tasks that share keywords, with what happens when one of them fails and what happens in any
/// case.
///
/// @param role the role that it belongs to
public record Block(
    Directives directives,
    List<Step> tasks,
    List<Step> rescue,
    List<Step> always,
    Optional<Role> role)
    implements Step {
  public Block {
    tasks = List.copyOf(tasks);
    rescue = List.copyOf(rescue);
    always = List.copyOf(always);
  }

  /// A block without keywords of its own around some steps.
  static Block around(Directives place, List<Step> steps, Optional<Role> role) {
    return new Block(place, steps, List.of(), List.of(), role);
  }
}
