package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.vars.Scopes;
import dev.holdfast.engine.vars.VarScope;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;

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

  /// Templates that see how the task's machine is reached, also where nobody says it.
  ///
  /// @param keywords of the task
  Templates connected(TaskRunner.Subject subject, Keywords keywords, Templates templates) {
    if (!(templates instanceof TemplarTemplates own)) {
      throw new IllegalStateException("templates of another engine");
    }
    return own.with(
        scopes.connected(
            own.scope(),
            subject.host(),
            () ->
                keywords
                    .text(Keyword.DELEGATE_TO)
                    .map(name -> new Scopes.Delegate(name, scope(subject, name))),
            keywords::value));
  }

  /// What callbacks are told of the delegate, as `_ansible_delegated_vars` of the result.
  DictValue told(TaskRunner.Subject subject, String delegate) {
    DictValue told = new DictValue();
    told.put("ansible_delegated_host", Str.of(delegate));
    told.put(
        "ansible_host",
        scope(subject, delegate).lookup("ansible_host").orElseGet(() -> Str.of(delegate)));
    return told;
  }

  /// Templates that see `ansible_delegated_vars`.
  Templates shown(TaskRunner.Subject subject, String delegate, Templates templates) {
    return templates.with(Scopes.delegatedVars(delegate, scope(subject, delegate)));
  }
}
