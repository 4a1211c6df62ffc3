package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.util.Locale;
import java.util.Optional;

/// `debconf`: answers to the questions of packages. They go over standard input.
final class DebconfModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "debconf",
        ArgumentSpec.of(
                Argument.str("name").must().aliases("pkg"),
                Argument.str("question").aliases("selection", "setting"),
                Argument.str("vtype")
                    .choices(
                        "boolean",
                        "error",
                        "multiselect",
                        "note",
                        "password",
                        "seen",
                        "select",
                        "string",
                        "text",
                        "title"),
                Argument.str("value").aliases("answer"),
                Argument.bool("unseen", false))
            .with(Rule.together("question", "vtype", "value")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    Probe.Query query = Probe.Query.of("debconf-show", name);
    Ran ran = invocation.machine().ask(query).of(query);
    if (Programs.isMissing(ran)) {
      throw ModuleFailure.of(
          "This machine has no debconf-show: the debconf module serves Debian and its relatives");
    }
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors());
    }
    DictValue before = selections(ran.text());
    Optional<String> question = arguments.text("question");
    if (question.isEmpty()) {
      return same(before);
    }
    String type = arguments.must("vtype");
    boolean truth = type.equals("boolean");
    Optional<String> current = before.get(question.get()).map(value -> ((Str) value).text());
    String wanted =
        truth && current.isPresent()
            ? arguments.must("value").toLowerCase(Locale.ROOT)
            : arguments.must("value");
    boolean right =
        current
            .map(value -> truth ? value.toLowerCase(Locale.ROOT) : value)
            .equals(Optional.of(wanted));
    if (right) {
      return same(before);
    }
    String message = invocation.checkMode() ? "" : set(invocation, wanted);
    return changed(invocation, before, question.get(), current, wanted).with("msg", message);
  }

  private static ModuleResult same(DictValue before) {
    return ModuleResult.changed(false).with("msg", "").with("current", before);
  }

  private static DictValue selections(String text) {
    DictValue selections = new DictValue();
    text.lines()
        .filter(line -> line.contains(":"))
        .forEach(line -> {
          int colon = line.indexOf(':');
          String name = line.substring(0, colon).replaceFirst("^\\*+", "").strip();
          selections.put(name, Str.unsafe(line.substring(colon + 1).strip()));
        });
    return selections;
  }

  private static String set(Invocation invocation, String value) {
    Parameters arguments = invocation.arguments();
    String shown =
        arguments.must("vtype").equals("boolean") && value.matches("True|False")
            ? value.toLowerCase(Locale.ROOT)
            : value;
    String line =
        String.join(
            " ",
            arguments.must("name"),
            arguments.must("question"),
            arguments.must("vtype"),
            shown);
    Command command =
        arguments.on("unseen")
            ? Command.of("debconf-set-selections", "-u")
            : Command.of("debconf-set-selections");
    Ran ran =
        invocation
            .machine()
            .apply(Step.Run.any(command.withInput(Payload.of(line + "\n"))))
            .first();
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors());
    }
    return ran.text();
  }

  private static ModuleResult changed(
      Invocation invocation,
      DictValue before,
      String question,
      Optional<String> old,
      String wanted) {
    DictValue current = new DictValue();
    current.put(question, Str.unsafe(wanted));
    DictValue previous = old.isPresent() ? new DictValue() : DictValue.copyOf(before);
    previous.put(question, Str.unsafe(old.orElse("")));
    DictValue diff = new DictValue();
    if (invocation.diffMode()) {
      DictValue after = DictValue.copyOf(previous);
      after.put(question, Str.unsafe(wanted));
      diff.put("before", previous);
      diff.put("after", after);
    }
    return ModuleResult.changed(true)
        .with("current", current)
        .with("previous", previous)
        .with("diff", diff);
  }
}
