package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `file` with `state: directory`.
final class FileDirectories {
  /// So many paths at most in one command line.
  private static final int CHUNK = 500;

  private final FileTask task;

  FileDirectories(FileTask task) {
    this.task = task.followed();
  }

  ModuleResult ensure() {
    String path = task.path();
    FileTimes times = FileTimes.of(task, "preserve");
    if (task.current().isEmpty()) {
      if (task.invocation().checkMode()) {
        return ModuleResult.changed(true).with("path", path).with("diff", task.diff("directory"));
      }
      Step make = new Step.MakeDirectory(Paths.withoutSlash(path), task.access().fresh(true));
      return task.create(
          "directory",
          "path",
          List.of(make),
          times,
          "There was an issue creating %s as requested: ".formatted(path));
    }
    if (!task.current().get().isDirectory()) {
      throw ModuleFailure.of(
              "%s already exists as a %s"
                  .formatted(
                      path, dev.holdfast.engine.module.FileAccess.state(task.current().get())))
          .with("path", path);
    }
    List<Step> below = task.arguments().on("recurse") ? below(path, times) : List.of();
    return task.settle("directory", "path", below, times);
  }

  private List<Step> below(String path, FileTimes times) {
    Map<Step.Access, List<String>> accesses = new LinkedHashMap<>();
    List<Step> others = new ArrayList<>();
    for (Answers.Found found : all(path, new ArrayList<>())) {
      for (Step step : task.access().plan(found.path(), found.status()).steps()) {
        if (step instanceof Step.SetAccess(List<String> paths, Step.Access access)) {
          accesses.computeIfAbsent(access, _ -> new ArrayList<>()).addAll(paths);
        } else {
          others.add(step);
        }
      }
      others.addAll(times.steps(found.path(), found.status()));
    }
    List<Step> steps = new ArrayList<>();
    accesses.forEach((access, paths) -> {
      for (int from = 0; from < paths.size(); from += CHUNK) {
        int to = Math.min(paths.size(), from + CHUNK);
        steps.add(new Step.SetAccess(paths.subList(from, to), access));
      }
    });
    steps.addAll(others);
    return steps;
  }

  /// Everything below a path and, where links are followed, what they lead to.
  private List<Answers.Found> all(String path, List<String> seen) {
    if (seen.contains(path)) {
      return List.of();
    }
    seen.add(path);
    Probe.Find probe =
        new Probe.Find(
            List.of(Paths.withoutSlash(path)), Optional.empty(), List.of("-mindepth", "1"), false);
    List<Answers.Found> found =
        new ArrayList<>(task.invocation().machine().ask(probe).found(probe));
    if (!task.arguments().on("follow")) {
      return found;
    }
    List<Probe> targets =
        found.stream()
            .filter(each -> each.status().isLink())
            .<Probe>map(each -> Probe.Stat.of(each.path()).following(true))
            .toList();
    if (!targets.isEmpty()) {
      Answers answers = task.invocation().machine().ask(targets);
      for (Probe target : targets) {
        Probe.Stat stat = (Probe.Stat) target;
        answers.stat(stat).ifPresent(status -> add(found, stat.path(), status, seen));
      }
    }
    return found;
  }

  private void add(List<Answers.Found> found, String path, FileStatus status, List<String> seen) {
    found.add(new Answers.Found(path + "/.", status));
    if (status.isDirectory()) {
      found.addAll(all(path + "/.", seen));
    } else {
      found.removeLast();
      Probe.Stat link = Probe.Stat.of(path);
      task.invocation()
          .machine()
          .ask(link)
          .stat(link)
          .flatMap(FileStatus::link)
          .ifPresent(target -> found.add(new Answers.Found(target.source(), status)));
    }
  }
}
