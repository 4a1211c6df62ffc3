package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.util.List;

/// `ini_file`: options and sections of a file of the INI kind.
final class IniFileModule implements Module {
  private static final String MARK = "\u00ef\u00bb\u00bf";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "ini_file",
        ArgumentSpec.of(
                Argument.path("path").must().aliases("dest"),
                Argument.str("section"),
                Argument.str("option"),
                Argument.str("value"),
                Argument.list("values"),
                Argument.bool("backup", false),
                Argument.str("state").or("present").choices("absent", "present"),
                Argument.bool("exclusive", true),
                Argument.bool("no_extra_spaces", false),
                Argument.bool("allow_no_value", false),
                Argument.bool("create", true))
            .withFileArguments()
            .with(Rule.exclusive("value", "values")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    boolean present = arguments.must("state").equals("present");
    List<String> values =
        arguments.has("value")
            ? List.of(arguments.must("value"))
            : arguments.texts("values").stream().distinct().toList();
    if (present && !arguments.on("allow_no_value") && values.isEmpty()) {
      throw ModuleFailure.of(
          "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
    }
    TextEdit edit = TextEdit.read(invocation);
    if (edit.text().isEmpty() && !arguments.on("create")) {
      throw ModuleFailure.of("Destination %s does not exist!".formatted(edit.path()))
          .with("rc", Int.of(257));
    }
    String before = edit.text().orElse("");
    before = before.startsWith(MARK) ? before.substring(MARK.length()) : before;
    IniEdit ini =
        new IniEdit(
            arguments, values.stream().map(TextEdit::bytes).toList(), Lines.withEnds(before));
    ini.apply();
    return FileAccess.withPath(invocation.machine(), saved(invocation, edit, before, ini));
  }

  private static ModuleResult saved(
      Invocation invocation, TextEdit edit, String before, IniEdit ini) {
    DictValue diff = edit.contentDiff(before, ini.text());
    ModuleResult result =
        ModuleResult.changed(ini.changed())
            .with("diff", diff)
            .with("msg", ini.message())
            .with("path", Str.unsafe(edit.path()));
    if (invocation.checkMode()) {
      return result;
    }
    TextEdit.Saved saved =
        edit.save(ini.changed() ? ini.text() : edit.text().orElse(""), ini.changed());
    return result
        .with("changed", ini.changed() || saved.access())
        .with("backup_file", saved.backup());
  }
}
