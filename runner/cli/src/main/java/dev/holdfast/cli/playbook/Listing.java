package dev.holdfast.cli.playbook;

import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.Outline;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.List;
import java.util.TreeSet;

/// What playbooks would do, as `--list-hosts`, `--list-tasks` and `--list-tags` print it.
///
/// @param syntax whether nothing but the names of playbooks is wanted
record Listing(boolean hosts, boolean tasks, boolean tags, boolean syntax) {
  /// Whether anything is listed instead of run.
  boolean wanted() {
    return hosts || tasks || tags || syntax;
  }

  void print(String playbook, List<Play> plays, Engine engine, Screen screen) {
    screen.line("\nplaybook: " + playbook);
    List<Outline> outlines = plays.stream().map(engine::outline).toList();
    if (syntax) {
      return;
    }
    for (int index = 0; index < outlines.size(); index++) {
      play(index + 1, outlines.get(index), engine, screen);
    }
  }

  private void play(int number, Outline outline, Engine engine, Screen screen) {
    StringBuilder head = new StringBuilder();
    head.append("\n  play #")
        .append(number)
        .append(" (")
        .append(String.join(",", outline.patterns()))
        .append("): ")
        .append(outline.name())
        .append("\tTAGS: [")
        .append(String.join(",", outline.tags()))
        .append(']');
    if (hosts) {
      List<Host> chosen = engine.inventory().select(outline.patterns());
      head.append("\n    pattern: ")
          .append(Text.repr(new ListValue(outline.patterns().stream().map(Str::of).toList())))
          .append("\n    hosts (")
          .append(chosen.size())
          .append("):");
      chosen.forEach(host -> head.append("\n      ").append(host.name()));
    }
    screen.line(head.toString());
    if (tasks || tags) {
      screen.line(body(outline));
    }
  }

  private String body(Outline outline) {
    StringBuilder text = new StringBuilder();
    TreeSet<String> all = new TreeSet<>();
    all.addAll(outline.tags());
    if (tasks) {
      text.append("    tasks:\n");
    }
    for (Outline.Entry entry : outline.entries()) {
      all.addAll(entry.tags());
      if (tasks) {
        text.append("      ")
            .append(entry.name())
            .append("\tTAGS: [")
            .append(String.join(", ", entry.tags().stream().sorted().toList()))
            .append("]\n");
      }
    }
    if (tags) {
      text.append("      TASK TAGS: [").append(String.join(", ", all)).append("]\n");
    }
    return text.toString();
  }
}
