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
  /// @param tags its own and those around it, the play's included, templated
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
    collect(parts.filter().filter(blocks), new Found(parts.filter(), tags, entries));
    return new Outline(name, patterns, tags, entries);
  }

  /// What a play's templates and the command line say.
  record PlayTemplates(Keywords keywords, TagFilter filter, boolean forceHandlers) {}

  /// What is found where, and how tags are read.
  private record Found(TagFilter filter, List<String> playTags, List<Entry> entries) {}

  private static void collect(List<? extends Step> steps, Found found) {
    for (Step step : steps) {
      switch (step) {
        case Block block -> collect(block.tasks(), found);
        case Task task -> {
          boolean ours = task.origin().implicit() && task.call().base().equals("meta");
          if (!ours) {
            found.entries().add(entry(task, found));
          }
        }
      }
    }
  }

  private static Entry entry(Task task, Found found) {
    Set<String> tags = new LinkedHashSet<>(found.playTags());
    tags.addAll(found.filter().tags(task));
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
