package dev.holdfast.engine.module;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a module answers: the dict that `register` keeps. Every text in it is unsafe: it is never
/// templated. Objects do not change; `with` makes new ones.
public final class ModuleResult {
  private final DictValue values;

  private ModuleResult(DictValue values) {
    this.values = values;
  }

  public static ModuleResult of(DictValue values) {
    return new ModuleResult(DictValue.copyOf(values));
  }

  public static ModuleResult changed(boolean changed) {
    return new ModuleResult(new DictValue()).with("changed", changed);
  }

  /// A failure, which Ansible prints with `changed` false.
  public static ModuleResult failed(String message) {
    return changed(false).with("failed", true).with("msg", message);
  }

  /// A task that check mode or a guard passed over.
  public static ModuleResult skipped(String message) {
    return changed(false).with("skipped", true).with("msg", message);
  }

  public ModuleResult with(String name, Value value) {
    DictValue more = DictValue.copyOf(values);
    more.put(name, value);
    return new ModuleResult(more);
  }

  public ModuleResult with(String name, String text) {
    return with(name, Str.unsafe(text));
  }

  public ModuleResult with(String name, boolean value) {
    return with(name, Bool.of(value));
  }

  public ModuleResult with(String name, long value) {
    return with(name, Int.of(value));
  }

  public ModuleResult with(String name, List<String> texts) {
    return with(name, new ListValue(texts.stream().map(Str::unsafe).toList()));
  }

  /// With a text, where there is one.
  public ModuleResult with(String name, Optional<String> text) {
    return text.map(value -> with(name, value)).orElse(this);
  }

  /// With what is to be said beside the result, where there is anything.
  public ModuleResult warning(List<String> warnings) {
    return warnings.isEmpty() ? this : with("warnings", warnings);
  }

  /// With all members of a dict.
  public ModuleResult withAll(DictValue members) {
    DictValue more = DictValue.copyOf(values);
    members.entries().forEach(more::put);
    return new ModuleResult(more);
  }

  public ModuleResult without(String... names) {
    DictValue fewer = DictValue.copyOf(values);
    Arrays.stream(names).forEach(name -> fewer.entries().remove(Str.of(name)));
    return new ModuleResult(fewer);
  }

  public Optional<Value> value(String name) {
    return values.get(name);
  }

  public Optional<String> text(String name) {
    return value(name).map(Text::str);
  }

  public boolean isChanged() {
    return value("changed").equals(Optional.of(Bool.TRUE));
  }

  public boolean isFailed() {
    return value("failed").equals(Optional.of(Bool.TRUE));
  }

  /// A copy of all of it.
  public DictValue values() {
    return DictValue.copyOf(values);
  }

  @Override
  public String toString() {
    return "ModuleResult" + values.entries().keySet();
  }
}
