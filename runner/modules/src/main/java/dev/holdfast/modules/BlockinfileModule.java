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
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `blockinfile`: lines of a file between two markers.
final class BlockinfileModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "blockinfile",
        ArgumentSpec.of(
                Argument.path("path").must().aliases("dest", "destfile", "name"),
                Argument.str("state").or("present").choices("absent", "present"),
                Argument.str("marker").or("# {mark} ANSIBLE MANAGED BLOCK"),
                Argument.str("block").or("").aliases("content"),
                Argument.str("insertafter"),
                Argument.str("insertbefore"),
                Argument.bool("create", false),
                Argument.bool("backup", false),
                Argument.str("validate"),
                Argument.str("marker_begin").or("BEGIN"),
                Argument.str("marker_end").or("END"))
            .withFileArguments()
            .with(Rule.exclusive("insertbefore", "insertafter")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    TextEdit edit = TextEdit.read(invocation);
    boolean present = arguments.must("state").equals("present");
    if (edit.text().isEmpty() && !arguments.on("create")) {
      throw ModuleFailure.of("Path %s does not exist !".formatted(edit.path()))
          .with("rc", Int.of(257));
    }
    if (edit.text().isEmpty() && !present) {
      return ModuleResult.changed(false).with("msg", "File %s not present".formatted(edit.path()));
    }
    String before = edit.text().orElse("");
    List<String> block = block(arguments, present);
    String after = changed(arguments, before, block);
    boolean changed = !edit.text().equals(Optional.of(after));
    String message =
        !changed
            ? ""
            : edit.text().isEmpty()
                ? "File created"
                : block.isEmpty() ? "Block removed" : "Block inserted";
    if (invocation.checkMode() && edit.text().isEmpty()) {
      return ModuleResult.changed(changed)
          .with("msg", message)
          .with("diff", edit.contentDiff(before, after));
    }
    TextEdit.Saved saved = edit.save(after, changed);
    return ModuleResult.changed(changed || saved.access())
        .with("msg", saved.message(message))
        .with("diff", ListValue.of(edit.contentDiff(before, after), edit.accessDiff(saved)))
        .with("backup_file", saved.backup());
  }

  private static String marker(Parameters arguments, String which) {
    return TextEdit.bytes(arguments.must("marker").replace("{mark}", arguments.must(which))) + "\n";
  }

  private static List<String> block(Parameters arguments, boolean present) {
    String text = TextEdit.bytes(arguments.must("block"));
    if (!present || text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(marker(arguments, "marker_begin")));
    lines.addAll(Lines.withEnds(text.endsWith("\n") ? text : text + "\n"));
    lines.add(marker(arguments, "marker_end"));
    return lines;
  }

  private static String changed(Parameters arguments, String before, List<String> block) {
    List<String> lines = new ArrayList<>(Lines.withEnds(before));
    int begin = lines.lastIndexOf(marker(arguments, "marker_begin"));
    int end = lines.lastIndexOf(marker(arguments, "marker_end"));
    int at;
    if (begin < 0 || end < 0) {
      at = place(arguments, before, lines);
    } else {
      at = Math.min(begin, end);
      lines.subList(at, Math.max(begin, end) + 1).clear();
    }
    if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
      lines.set(at - 1, lines.get(at - 1) + "\n");
    }
    lines.addAll(at, block);
    return String.join("", lines);
  }

  private static int place(Parameters arguments, String text, List<String> lines) {
    Optional<String> after = arguments.text("insertafter");
    Optional<String> before = arguments.text("insertbefore");
    Optional<String> pattern =
        after
            .filter(each -> !each.equals("EOF"))
            .or(() ->
                after.isPresent() ? Optional.empty() : before.filter(each -> !each.equals("BOF")));
    if (pattern.isEmpty()) {
      return before.isPresent() && after.isEmpty() ? 0 : lines.size();
    }
    int line = line(pattern.get(), after.isPresent(), text, lines);
    return line < 0 ? lines.size() : after.isPresent() ? line + 1 : line;
  }

  /// A pattern that spans lines (`(?m)`) is searched in the whole text.
  private static int line(String pattern, boolean after, String text, List<String> lines) {
    PythonRegex regex = LinePlan.pattern(pattern);
    if (pattern.matches("(?s)\\(\\?[a-zA-Z]*m[a-zA-Z]*\\).*")) {
      Optional<PythonMatch> match = regex.search(text);
      return match
          .map(hit -> text.substring(0, after ? hit.end() : hit.start()))
          .map(part -> (int) part.chars().filter(letter -> letter == '\n').count())
          .orElse(-1);
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (regex.search(lines.get(i)).isPresent()) {
        return i;
      }
    }
    return -1;
  }
}
