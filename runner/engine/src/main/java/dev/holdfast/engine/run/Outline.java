package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a play would do, without doing it: the answer to `--list-tasks` and its like.
///
/// @param patterns as the play gives them, templated
/// @param tags those of the play and of what imports it
/// @param entries the tasks that the wanted tags leave, those of `rescue` and `always` apart
public record Outline(String name, List<String> patterns, List<String> tags, List<Entry> entries) {
  public Outline {
    patterns = List.copyOf(patterns);
    tags = List.copyOf(tags);
    entries = List.copyOf(entries);
  }

  /// One task.
  ///
  /// @param tags its own and those around it, the play's included, as written
  public record Entry(String name, List<String> tags) {
    public Entry {
      tags = List.copyOf(tags);
    }
  }

  static Outline of(Play play, PlayTemplates parts) {
    Keywords keywords = parts.keywords();
    List<String> patterns = keywords.value(Keyword.HOSTS).map(Keywords::texts).orElse(List.of());
    String name =
        keywords
            .text(Keyword.NAME)
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> String.join(",", patterns));
    List<String> tags = new ArrayList<>(tags(keywords.all(Keyword.TAGS)));
    List<Entry> entries = new ArrayList<>();
    List<Block> blocks = PlaySteps.of(play, parts.forceHandlers()).rest();
    collect(parts.filter().filter(blocks), tags, entries);
    return new Outline(name, patterns, tags, entries);
  }

  /// What a play's templates and the command line say.
  record PlayTemplates(Keywords keywords, TagFilter filter, boolean forceHandlers) {}

  private static void collect(
      List<? extends Step> steps, List<String> playTags, List<Entry> entries) {
    for (Step step : steps) {
      switch (step) {
        case Block block -> collect(block.tasks(), playTags, entries);
        case Task task -> {
          boolean ours = task.origin().implicit() && task.call().base().equals("meta");
          if (!ours) {
            entries.add(entry(task, playTags));
          }
        }
      }
    }
  }

  private static Entry entry(Task task, List<String> playTags) {
    Set<String> tags = new LinkedHashSet<>(playTags);
    tags.addAll(
        tags(task.directives().all(Keyword.TAGS).stream().map(given -> given.value()).toList()));
    return new Entry(
        task.ownName().isEmpty() ? task.call().name() : task.name(), List.copyOf(tags));
  }

  private static Set<String> tags(List<Value> given) {
    Set<String> tags = new LinkedHashSet<>();
    for (Value value : given) {
      TagFilter.add(value, tags);
    }
    return tags;
  }
}
