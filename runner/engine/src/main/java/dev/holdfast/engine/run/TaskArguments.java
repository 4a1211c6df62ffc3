package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.SourceExcerpt;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.template.Omit;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.Collection;

/// The arguments that an action gets: those of the task, templated, over the defaults for its
/// module, without those that were omitted.
final class TaskArguments {
  private final Keywords keywords;
  private final Templates templates;

  TaskArguments(Keywords keywords, Templates templates) {
    this.keywords = keywords;
    this.templates = templates;
  }

  /// @param names every name of the action, under which `module_defaults` may speak of it
  DictValue of(Task task, Collection<String> names) {
    DictValue arguments = withDefaults(templated(task), names);
    return Omit.strip(arguments) instanceof DictValue dict ? dict : arguments;
  }

  /// Arguments that are templated already, over the defaults for a module.
  DictValue under(DictValue arguments, Module module) {
    return withDefaults(arguments, module.spec().names());
  }

  private DictValue templated(Task task) {
    DictValue raw = task.call().arguments();
    // A specification of arguments may hold braces in its texts, and is no template.
    DictValue kept = new DictValue();
    if (task.call().base().equals("validate_argument_spec")) {
      raw.get("argument_spec").ifPresent(spec -> kept.put("argument_spec", spec));
    }
    DictValue toTemplate = DictValue.copyOf(raw);
    kept.entries().keySet().forEach(toTemplate.entries()::remove);
    Value value;
    try {
      value = templates.template(toTemplate);
    } catch (UndefinedError undefined) {
      throw new UndefinedError(
          "The task includes an option with an undefined variable. The error was: "
              + undefined.getMessage()
              + SourceExcerpt.of(task.at()));
    }
    DictValue arguments = value instanceof DictValue dict ? dict : new DictValue();
    kept.entries().forEach(arguments::put);
    if (arguments.get("_variable_params").isEmpty()) {
      return arguments;
    }
    Value whole = arguments.get("_variable_params").get();
    if (!(whole instanceof DictValue given)) {
      throw new PlaybookException("invalid or malformed argument: '" + Text.str(whole) + "'");
    }
    arguments.entries().remove(Str.of("_variable_params"));
    DictValue merged = DictValue.copyOf(given);
    arguments.entries().forEach(merged::put);
    return merged;
  }

  private DictValue withDefaults(DictValue arguments, Collection<String> names) {
    DictValue defaults = new DictValue();
    for (Value layer : keywords.raw(Keyword.MODULE_DEFAULTS)) {
      if (layer instanceof DictValue dict) {
        dict.entries()
            .forEach((key, value) -> {
              if (names.contains(Text.str(key))
                  || names.contains(ActionNames.base(Text.str(key)))) {
                merge(defaults, value);
              }
            });
      }
    }
    arguments.entries().forEach(defaults::put);
    return defaults;
  }

  private void merge(DictValue defaults, Value layer) {
    if (templates.template(layer) instanceof DictValue dict) {
      dict.entries().forEach(defaults::put);
    }
  }
}
