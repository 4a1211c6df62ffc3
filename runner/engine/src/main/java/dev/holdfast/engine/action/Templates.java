package dev.holdfast.engine.action;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// Templates with the variables of a task on a host. All methods throw
/// [dev.holdfast.language.value.LanguageException] in Ansible's words.
public interface Templates {
  /// The value with every template in it evaluated; dicts, lists and their members are copied.
  Value template(Value value);

  /// Like [#template], but a template that needs something undefined stays as it is written.
  Value templateLeniently(Value value);

  /// An expression without its braces.
  Value evaluate(String expression);

  /// A text that may be the bare name of a variable, as in `debug: var=name`.
  Value bare(String text);

  /// Whether a condition holds, as `when` judges it.
  boolean condition(Value condition);

  /// Whether templates give values of any type, so that no text is read as one.
  boolean keepsTypes();

  /// A variable, templated.
  Optional<Value> variable(String name);

  /// What a lookup finds, as a list.
  List<Value> lookup(String name, List<Value> terms);

  /// The same with more variables above all others.
  Templates with(DictValue top);
}
