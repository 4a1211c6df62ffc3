package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Leaves out the tasks that `--tags` and `--skip-tags` do not want.
final class TagFilter {
  private final Set<String> only;
  private final Set<String> skip;
  private final UnaryOperator<Value> templates;

  /// @param only empty for all
  /// @param templates tags may be templates
  TagFilter(List<String> only, List<String> skip, UnaryOperator<Value> templates) {
    this.only = only.isEmpty() ? Set.of("all") : Set.copyOf(only);
    this.skip = Set.copyOf(skip);
    this.templates = templates;
  }

  /// The blocks with the wanted tasks; blocks without any are left out.
  List<Block> filter(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    for (Block block : blocks) {
      Block filtered =
          new Block(
              block.directives(),
              steps(block.tasks()),
              steps(block.rescue()),
              steps(block.always()),
              block.role());
      if (!empty(filtered)) {
        kept.add(filtered);
      }
    }
    return kept;
  }

  private List<Step> steps(List<Step> steps) {
    List<Step> kept = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Block block -> kept.addAll(filter(List.of(block)));
        case Task task when task.origin().implicit() || wanted(tags(task)) -> kept.add(task);
        case Task _ -> {}
      }
    }
    return kept;
  }

  private static boolean empty(Block block) {
    return block.tasks().isEmpty() && block.rescue().isEmpty() && block.always().isEmpty();
  }

  /// The tags of a task with those of everything around it.
  Set<String> tags(Task task) {
    Set<String> tags = new LinkedHashSet<>();
    for (Given given : task.directives().all(Keyword.TAGS)) {
      add(templates.apply(given.value()), tags);
    }
    return tags;
  }

  /// Adds what `tags:` was given: a list, or names with commas between them.
  static void add(Value value, Set<String> tags) {
    if (value instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof ListValue nested) {
          nested.items().forEach(tag -> tags.add(Text.str(tag)));
        } else {
          tags.add(Text.str(item));
        }
      }
      return;
    }
    for (String tag : Text.str(value).split(",", -1)) {
      if (!tag.isBlank()) {
        tags.add(tag.strip());
      }
    }
  }

  /// Whether a task with these tags runs.
  boolean wanted(Set<String> own) {
    Set<String> tags = own.isEmpty() ? Set.of("untagged") : own;
    return chosen(tags) && !skipped(tags);
  }

  private boolean chosen(Set<String> tags) {
    if (tags.contains("always")) {
      return true;
    }
    if (only.contains("all") && !tags.contains("never")) {
      return true;
    }
    if (tags.stream().anyMatch(only::contains)) {
      return true;
    }
    return only.contains("tagged") && !tags.contains("untagged") && !tags.contains("never");
  }

  private boolean skipped(Set<String> tags) {
    if (skip.contains("all")) {
      return !tags.contains("always") || skip.contains("always");
    }
    if (tags.stream().anyMatch(skip::contains)) {
      return true;
    }
    return skip.contains("tagged") && !tags.contains("untagged");
  }
}
