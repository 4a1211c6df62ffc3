package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.PlaybookLoader;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out what the includes of one round name: each file or role once for all hosts that name
/// it with the same variables.
final class Includes {
  private final PlaybookLoader loader;
  private final PlayState state;
  private final TagFilter tags;

  Includes(PlaybookLoader loader, PlayState state, TagFilter tags) {
    this.loader = loader;
    this.state = state;
    this.tags = tags;
  }

  /// One include and the hosts that named it.
  private record Wanted(
      Task task, Effect.Include include, List<String> hosts, List<HostResult> results) {
    boolean same(Task other, Effect.Include wanted) {
      return task == other
          && include.role() == wanted.role()
          && include.target().equals(wanted.target())
          && Text.repr(include.arguments()).equals(Text.repr(wanted.arguments()))
          && text(include.variables()).equals(text(wanted.variables()));
    }

    private static String text(Map<String, Value> variables) {
      return Text.repr(DictValue.of(variables));
    }
  }

  /// Loads what the results ask for and puts it before the next steps of their hosts.
  ///
  /// @param order where new tasks are kept in step
  void carryOut(List<HostResult> results, TaskOrder order) {
    Map<String, List<Step>> byHost = new LinkedHashMap<>();
    List<Step> all = new ArrayList<>();
    for (Wanted wanted : collect(results)) {
      try {
        List<? extends Step> steps = load(wanted);
        all.addAll(steps);
        for (String host : wanted.hosts()) {
          byHost.computeIfAbsent(host, _ -> new ArrayList<>()).addAll(steps);
        }
      } catch (PlaybookException mistake) {
        if (mistake.endsRun()) {
          throw mistake;
        }
        fail(wanted, mistake);
      }
    }
    order.insert(all);
    byHost.forEach(state::insert);
  }

  private static List<Wanted> collect(List<HostResult> results) {
    List<Wanted> all = new ArrayList<>();
    for (HostResult result : results) {
      for (Effect effect : result.effects()) {
        if (effect instanceof Effect.Include include) {
          Task task = result.info().task();
          Wanted wanted =
              all.stream()
                  .filter(known -> known.same(task, include))
                  .filter(known -> !known.hosts().contains(result.host()))
                  .findFirst()
                  .orElse(null);
          if (wanted == null) {
            wanted = new Wanted(task, include, new ArrayList<>(), new ArrayList<>());
            all.add(wanted);
          }
          wanted.hosts().add(result.host());
          wanted.results().add(result);
        }
      }
    }
    return all;
  }

  private List<? extends Step> load(Wanted wanted) {
    Effect.Include include = wanted.include();
    DictValue variables = DictValue.of(include.variables());
    List<Block> blocks;
    if (include.role()) {
      blocks = loader.includedRole(wanted.task(), state.play(), include.arguments(), variables);
    } else {
      Path file = loader.includedFile(wanted.task(), state.play(), include.target());
      blocks = loader.includedTasks(wanted.task(), state.play(), include.target(), variables);
      wanted.hosts().forEach(host -> state.run().statistics().add(host, HostStatistics.Count.OK));
      state
          .run()
          .tell(new Event.Included(file.toString(), wanted.hosts(), label(include.variables())));
    }
    return wanted.task().handler() ? handlers(blocks, wanted) : tags.filter(blocks);
  }

  private static Optional<Value> label(Map<String, Value> variables) {
    return Optional.ofNullable(variables.get(TaskRunner.ITEM_LABEL))
        .or(() -> Optional.ofNullable(variables.get("item")));
  }

  private List<Step> handlers(List<Block> blocks, Wanted wanted) {
    List<Task> tasks = new ArrayList<>();
    TaskOrder.flatten(blocks, tasks);
    for (Task task : tasks) {
      wanted.hosts().forEach(host -> state.notifications().add(task, host));
    }
    return new ArrayList<>(tasks);
  }

  private void fail(Wanted wanted, PlaybookException mistake) {
    String reason = String.valueOf(mistake.getMessage());
    String shown =
        reason
            .lines()
            .filter(line -> line.startsWith("Could not find or access"))
            .findFirst()
            .orElse(reason);
    boolean role = ActionNames.includesRole(wanted.task().call().name());
    if (role) {
      state.run().tell(new Event.Mistake(reason));
    }
    for (HostResult result : wanted.results()) {
      DictValue told = new DictValue();
      told.put("reason", Str.unsafe(shown));
      if (!role) {
        state.run().statistics().add(result.host(), HostStatistics.Count.FAILED);
        state
            .run()
            .tell(
                new Event.Failed(
                    new TaskResult(
                        result.host(), Optional.empty(), result.info(), told, Optional.empty()),
                    false));
      }
      state.run().failed().add(result.host());
      state.fail(result.host());
    }
  }
}
