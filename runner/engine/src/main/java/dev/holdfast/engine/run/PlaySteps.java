package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.ActionCall;
import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Directives;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The blocks that a play consists of when it runs: gathering facts, its lists of tasks, and the
/// handlers between them.
final class PlaySteps {
  private PlaySteps() {}

  /// @param setup the block that gathers facts
  /// @param rest all that follows
  record Steps(Block setup, List<Block> rest) {
    List<Block> all() {
      List<Block> all = new ArrayList<>();
      all.add(setup);
      all.addAll(rest);
      return all;
    }
  }

  /// @param forceHandlers whether handlers run on failed hosts too
  static Steps of(Play play, boolean forceHandlers) {
    List<Block> rest = new ArrayList<>();
    Play.Sections sections = play.sections();
    for (List<Block> section :
        List.of(sections.preTasks(), sections.tasks(), sections.postTasks())) {
      if (forceHandlers) {
        rest.add(forced(play, section));
      } else {
        rest.addAll(section);
        rest.add(block(play, List.of(meta(play, "flush_handlers"))));
      }
    }
    return new Steps(block(play, List.of(gatherFacts(play))), rest);
  }

  private static Block forced(Play play, List<Block> section) {
    List<Step> tasks = section.isEmpty() ? List.of(meta(play, "noop")) : List.copyOf(section);
    return new Block(
        play.directives(),
        tasks,
        List.of(),
        // A block of its own: a host that only flushes is not one that recovers.
        List.of(block(play, List.of(meta(play, "flush_handlers")))),
        Optional.empty());
  }

  private static Block block(Play play, List<Step> steps) {
    return new Block(play.directives(), steps, List.of(), List.of(), Optional.empty());
  }

  private static Task meta(Play play, String what) {
    DictValue arguments = new DictValue();
    arguments.put("_raw_params", Str.of(what));
    return task(play, "meta", arguments, new EnumMap<>(Keyword.class), true);
  }

  private static Task gatherFacts(Play play) {
    Map<Keyword, Given> keywords = new EnumMap<>(Keyword.class);
    keywords.put(Keyword.NAME, given(play, Str.of("Gathering Facts")));
    // With the play's `run_once` the facts of one host would become those of all.
    keywords.put(Keyword.RUN_ONCE, given(play, Bool.FALSE));
    if (play.directives().all(Keyword.TAGS).isEmpty()) {
      keywords.put(Keyword.TAGS, given(play, Str.of("always")));
    }
    DictValue arguments = new DictValue();
    for (Keyword keyword :
        List.of(Keyword.GATHER_SUBSET, Keyword.GATHER_TIMEOUT, Keyword.FACT_PATH)) {
      play.keyword(keyword).ifPresent(value -> arguments.put(keyword.text(), value.value()));
    }
    return task(play, "gather_facts", arguments, keywords, false);
  }

  private static Given given(Play play, Value value) {
    return new Given(value, play.at());
  }

  private static Task task(
      Play play,
      String action,
      DictValue arguments,
      Map<Keyword, Given> keywords,
      boolean implicit) {
    return new Task(
        play.directives().inner(Directives.Kind.TASK, keywords),
        new ActionCall(action, arguments, false),
        new Task.Origin(play.at(), Optional.empty(), List.of(), List.of(), List.of(), implicit),
        false,
        Optional.empty());
  }
}
