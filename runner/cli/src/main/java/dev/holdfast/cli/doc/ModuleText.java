package dev.holdfast.cli.doc;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a module takes, as a page, a snippet or data. There is no prose: the collection's
/// documentation has that.
record ModuleText(ModuleSpec spec) {
  String page() {
    StringBuilder text = new StringBuilder("> ");
    text.append(spec.fullName().toUpperCase(Locale.ROOT)).append("    (built in)\n\n");
    text.append(
        "        The arguments that are checked here; for what they mean see Ansible's own pages.\n\n");
    text.append("OPTIONS (= is mandatory):\n\n");
    options(spec.arguments(), "", text);
    text.append("\nATTRIBUTES:\n\n        check_mode: ");
    return text.append(spec.checks() ? "full" : "none").append('\n').toString();
  }

  private static List<Argument> sorted(ArgumentSpec arguments) {
    return arguments.arguments().stream().sorted(Comparator.comparing(Argument::name)).toList();
  }

  private static void options(ArgumentSpec arguments, String indent, StringBuilder text) {
    for (Argument argument : sorted(arguments)) {
      String inner = indent + "        ";
      text.append(indent)
          .append(argument.required() ? "= " : "- ")
          .append(argument.name())
          .append('\n');
      if (!argument.aliases().isEmpty()) {
        text.append(inner)
            .append("aliases: [")
            .append(String.join(", ", argument.aliases()))
            .append("]\n");
      }
      if (!argument.choices().isEmpty()) {
        text.append(inner)
            .append("choices: [")
            .append(argument.choices().stream().map(Text::str).collect(Collectors.joining(", ")))
            .append("]\n");
      }
      text.append(inner)
          .append("default: ")
          .append(argument.fallback() == None.NONE ? "null" : Text.str(argument.fallback()))
          .append('\n');
      argument
          .elements()
          .ifPresent(
              type -> text.append(inner).append("elements: ").append(name(type)).append('\n'));
      text.append(inner).append("type: ").append(name(argument.type())).append("\n\n");
      argument.options().ifPresent(options -> options(options, inner, text));
    }
  }

  private static String name(Enum<?> type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /// A task to fill in.
  String snippet() {
    StringBuilder text = new StringBuilder("- name: \n  ").append(spec.name()).append(":\n");
    for (Argument argument : sorted(spec.arguments())) {
      text.append(
          "      %s:%s # %s%s%n"
              .formatted(
                  argument.name(),
                  " ".repeat(Math.max(1, 20 - argument.name().length())),
                  argument.required() ? "(required) " : "",
                  name(argument.type())));
    }
    return text.toString();
  }

  DictValue data() {
    DictValue doc = new DictValue();
    doc.put("module", Str.of(spec.name()));
    doc.put("collection", Str.of(spec.namespace()));
    doc.put("options", options(spec.arguments()));
    DictValue data = new DictValue();
    data.put("doc", doc);
    return data;
  }

  private static DictValue options(ArgumentSpec arguments) {
    DictValue all = new DictValue();
    for (Argument argument : sorted(arguments)) {
      DictValue about = new DictValue();
      about.put("type", Str.of(name(argument.type())));
      about.put("required", Bool.of(argument.required()));
      about.put("default", argument.fallback());
      about.put("choices", new ListValue(argument.choices()));
      about.put("aliases", new ListValue(argument.aliases().stream().map(Str::of).toList()));
      argument.options().ifPresent(options -> about.put("suboptions", options(options)));
      all.put(argument.name(), about);
    }
    return all;
  }
}
