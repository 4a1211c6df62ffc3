package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexException;
import dev.holdfast.language.regex.RegexFlag;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// `replace`: every match of a pattern in a file, or in a part of it.
final class ReplaceModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "replace",
        ArgumentSpec.of(
                Argument.path("path").must().aliases("dest", "destfile", "name"),
                Argument.str("regexp").must(),
                Argument.str("replace").or(""),
                Argument.str("after"),
                Argument.str("before"),
                Argument.bool("backup", false),
                Argument.str("validate"),
                Argument.str("encoding").or("utf-8"))
            .withFileArguments());
  }

  /// The part of the text in which matches count.
  private record Section(int from, int to) {}

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    TextEdit edit = TextEdit.read(invocation);
    String text =
        edit.text()
            .map(TextEdit::shown)
            .orElseThrow(() ->
                ModuleFailure.of("Path %s does not exist !".formatted(edit.path()))
                    .with("rc", Int.of(257)));
    if (!TextEdit.bytes(text).equals(edit.text().orElse(""))) {
      throw ModuleFailure.of(
          "Unable to read the contents of %s: it is not valid %s"
              .formatted(edit.path(), arguments.must("encoding")));
    }
    String pattern = boundary(arguments);
    Optional<Section> section =
        pattern.isEmpty() ? Optional.of(new Section(0, text.length())) : section(pattern, text);
    if (section.isEmpty()) {
      return ModuleResult.changed(false)
          .with("rc", 0)
          .with("msg", "Pattern for before/after params did not match the given file: " + pattern);
    }
    return replace(invocation, edit, text, section.get());
  }

  private static String boundary(Parameters arguments) {
    String after = arguments.text("after").orElse("");
    String before = arguments.text("before").orElse("");
    return after.isEmpty() && before.isEmpty()
        ? ""
        : after
            + "(?P<subsection>"
            + (!after.isEmpty() && !before.isEmpty() ? ".*?" : ".*")
            + ")"
            + before;
  }

  private static PythonRegex compile(String pattern, RegexFlag flag) {
    try {
      return PythonRegex.compile(pattern, Set.of(flag));
    } catch (RegexException problem) {
      throw ModuleFailure.of(String.valueOf(problem.getMessage()));
    }
  }

  private static Optional<Section> section(String pattern, String text) {
    return compile(pattern, RegexFlag.DOTALL).search(text).flatMap(ReplaceModule::bounds);
  }

  private static Optional<Section> bounds(PythonMatch match) {
    return match
        .number("subsection")
        .map(group -> new Section(match.result().start(group), match.result().end(group)));
  }

  private static ModuleResult replace(
      Invocation invocation, TextEdit edit, String text, Section section) {
    Parameters arguments = invocation.arguments();
    PythonRegex regex = compile(arguments.must("regexp"), RegexFlag.MULTILINE);
    String part = text.substring(section.from(), section.to());
    int count = regex.findAll(part).size();
    String replaced =
        text.substring(0, section.from())
            + regex.sub(arguments.must("replace"), part, 0)
            + text.substring(section.to());
    boolean changed = count > 0 && !replaced.equals(text);
    ModuleResult result = ModuleResult.changed(changed).with("rc", 0);
    if (changed && invocation.diffMode()) {
      DictValue diff = new DictValue();
      diff.put("before_header", Str.unsafe(edit.path()));
      diff.put("before", Str.unsafe(text));
      diff.put("after_header", Str.unsafe(edit.path()));
      diff.put("after", Str.unsafe(replaced));
      result = result.with("diff", diff);
    }
    TextEdit.Saved saved =
        edit.save(
            new String(replaced.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
            changed);
    return result
        .with("changed", changed || saved.access())
        .with("msg", saved.message(changed ? count + " replacements made" : ""))
        .with("backup_file", saved.backup());
  }
}
