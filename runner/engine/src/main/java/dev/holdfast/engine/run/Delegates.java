package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.vars.Scopes;
import dev.holdfast.engine.vars.VarScope;

/// The hosts to which tasks are delegated, as variables see them.
final class Delegates {
  private final Inventory inventory;
  private final Scopes scopes;

  Delegates(Inventory inventory, Scopes scopes) {
    this.inventory = inventory;
    this.scopes = scopes;
  }

  /// The variables by which the delegate is reached.
  VarScope scope(TaskRunner.Subject subject, String delegate) {
    Host original = inventory.host(subject.host()).orElseGet(() -> scopes.delegate(subject.host()));
    return scopes.delegated(
        subject.moment().play(),
        original,
        scopes.delegate(delegate),
        subject.task(),
        TaskExecution.batch(subject.moment()));
  }

  /// Templates that see `ansible_delegated_vars`.
  Templates shown(TaskRunner.Subject subject, String delegate, Templates templates) {
    return templates.with(Scopes.delegatedVars(delegate, scope(subject, delegate)));
  }
}
