package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// `lineinfile`: one line of a file.
final class LineinfileModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "lineinfile",
        ArgumentSpec.of(
                Argument.path("path").must().aliases("dest", "destfile", "name"),
                Argument.str("state").or("present").choices("absent", "present"),
                Argument.str("regexp").aliases("regex"),
                Argument.str("search_string"),
                Argument.str("line").aliases("value"),
                Argument.str("insertafter"),
                Argument.str("insertbefore"),
                Argument.bool("backrefs", false),
                Argument.bool("create", false),
                Argument.bool("backup", false),
                Argument.bool("firstmatch", false),
                Argument.str("validate"))
            .withFileArguments()
            .with(
                Rule.exclusive("insertbefore", "insertafter"),
                Rule.exclusive("regexp", "search_string"),
                Rule.exclusive("backrefs", "search_string")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    TextEdit edit = TextEdit.read(invocation);
    ModuleResult result =
        arguments.must("state").equals("present")
            ? present(invocation, edit)
            : absent(invocation, edit);
    return result.warning(warnings(arguments));
  }

  private static List<String> warnings(Parameters arguments) {
    List<String> warnings = new ArrayList<>();
    String text =
        "The %s is an empty string, which will match every line in the file. This may have"
            + " unintended consequences, such as replacing the last line in the file rather than"
            + " appending.";
    if (arguments.text("regexp").equals(Optional.of(""))) {
      String advice =
          " If this is desired, use '^' to match every line in the file and avoid this warning.";
      warnings.add((text + advice).formatted("regular expression"));
    } else if (arguments.text("search_string").equals(Optional.of(""))) {
      warnings.add(text.formatted("search string"));
    }
    return warnings;
  }

  private static ModuleResult present(Invocation invocation, TextEdit edit) {
    Parameters arguments = invocation.arguments();
    if (arguments.on("backrefs") && !arguments.has("regexp")) {
      throw ModuleFailure.of("regexp is required with backrefs=true");
    }
    if (!arguments.has("line")) {
      throw ModuleFailure.of("line is required with state=present");
    }
    if (edit.text().isEmpty() && !arguments.on("create")) {
      throw ModuleFailure.of("Destination %s does not exist !".formatted(edit.path()))
          .with("rc", Int.of(257));
    }
    String before = edit.text().orElse("");
    LinePlan plan = LinePlan.of(arguments, Lines.withEnds(before));
    String after = String.join("", plan.lines());
    if (invocation.checkMode() && edit.text().isEmpty()) {
      return ModuleResult.changed(plan.changed())
          .with("msg", plan.message())
          .with("backup", "")
          .with("diff", edit.contentDiff(before, after));
    }
    return saved(edit, before, after, plan.changed(), plan.message());
  }

  private static ModuleResult saved(
      TextEdit edit, String before, String after, boolean changed, String message) {
    TextEdit.Saved saved = edit.save(after, changed);
    return ModuleResult.changed(changed || saved.access())
        .with("msg", saved.message(message))
        .with("backup", saved.backup().orElse(""))
        .with("diff", ListValue.of(edit.contentDiff(before, after), edit.accessDiff(saved)));
  }

  private static ModuleResult absent(Invocation invocation, TextEdit edit) {
    Parameters arguments = invocation.arguments();
    if (!arguments.has("regexp") && !arguments.has("search_string") && !arguments.has("line")) {
      throw ModuleFailure.of("one of line, search_string, or regexp is required with state=absent");
    }
    if (edit.text().isEmpty()) {
      return ModuleResult.changed(false).with("msg", "file not present");
    }
    String before = edit.text().get();
    List<String> lines = Lines.withEnds(before);
    Predicate<String> gone = LinePlan.matching(arguments);
    List<String> kept = lines.stream().filter(gone.negate()).toList();
    int found = lines.size() - kept.size();
    String message = found > 0 ? found + " line(s) removed" : "";
    return saved(edit, before, String.join("", kept), found > 0, message).with("found", found);
  }
}
