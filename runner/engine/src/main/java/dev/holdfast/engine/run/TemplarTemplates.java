package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.vars.VarScope;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Lookup;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Templates with the layered variables of a task on a host.
final class TemplarTemplates implements Templates {
  private final Templar templar;
  private final VarScope scope;
  private final Options options;

  /// @param options how values are templated where nothing else is asked
  TemplarTemplates(Templar templar, VarScope scope, Options options) {
    this.templar = templar.with(scope);
    this.scope = scope;
    this.options = options;
  }

  Templar templar() {
    return templar;
  }

  VarScope scope() {
    return scope;
  }

  /// The same with other variables.
  TemplarTemplates with(VarScope other) {
    return new TemplarTemplates(templar, other, options);
  }

  @Override
  public Value template(Value value) {
    return templar.template(value, options);
  }

  @Override
  public Value templateLeniently(Value value) {
    return templar.template(value, Options.VALUE.withFailOnUndefined(false));
  }

  @Override
  public Value evaluate(String expression) {
    return templar.evaluate(expression);
  }

  @Override
  public Value bare(String text) {
    return templar.templateBare(text);
  }

  @Override
  public boolean condition(Value condition) {
    return templar.condition(condition);
  }

  @Override
  public boolean keepsTypes() {
    return templar.level() == Level.NATIVE;
  }

  @Override
  public Optional<Value> variable(String name) {
    return scope.lookup(name).map(templar::template);
  }

  @Override
  public List<Value> lookup(String name, List<Value> terms) {
    Lookup lookup =
        templar
            .services()
            .lookups()
            .apply(name)
            .orElseThrow(() -> TemplateError.ansible("lookup plugin (" + name + ") not found"));
    return lookup.run(terms, Map.of(), templar).stream().map(Copies::unsafe).toList();
  }

  @Override
  public Templates with(DictValue top) {
    return new TemplarTemplates(templar, scope.with(top), options);
  }
}
