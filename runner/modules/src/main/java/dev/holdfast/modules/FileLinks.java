package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `file` with `state: link` and `state: hard`.
final class FileLinks {
  private final FileTask task;
  private final boolean force;
  private final boolean follow;

  FileLinks(FileTask task) {
    this.task = task;
    this.force = task.arguments().on("force");
    this.follow = task.arguments().on("follow");
  }

  ModuleResult symbolic() {
    String path = task.path();
    Optional<String> source =
        task.arguments()
            .text("src")
            .or(() ->
                task.current()
                    .filter(_ -> follow)
                    .flatMap(FileStatus::link)
                    .map(FileStatus.Link::target));
    boolean directory = task.current().map(FileStatus::isDirectory).orElse(false);
    if (!force && source.isPresent()) {
      String absolute = Paths.join(directory ? path : Paths.directory(path), source.get());
      Probe.Exists probe = new Probe.Exists(absolute);
      if (!task.invocation().machine().ask(probe).exists(probe)) {
        throw ModuleFailure.of(
                "src file does not exist, use \"force=yes\" if you really want to create the link: "
                    + absolute)
            .with("path", path)
            .with("src", source.get());
      }
    }
    refuse(path);
    DictValue diff = task.diff("link");
    boolean changed = symbolicChange(source, diff);
    ModuleResult result =
        ModuleResult.changed(changed)
            .with("dest", path)
            .with("src", source.<Value>map(Str::unsafe).orElse(None.NONE))
            .with("diff", diff);
    if (task.invocation().checkMode()) {
      return FileTask.described(result, task.current());
    }
    return linked(result, changed, source.map(src -> replace(path, src, true)).orElse(List.of()));
  }

  private void refuse(String path) {
    String state = task.current().map(FileAccess::state).orElse("absent");
    if (state.equals("directory") && force) {
      Probe.Find probe =
          new Probe.Find(List.of(path), Optional.of(1), List.of("-mindepth", "1"), false);
      if (!task.invocation().machine().ask(probe).found(probe).isEmpty()) {
        throw ModuleFailure.of(
                "the directory %s is not empty, refusing to convert it".formatted(path))
            .with("path", path);
      }
    } else if (!force && List.of("directory", "file", "hard").contains(state)) {
      throw ModuleFailure.of("refusing to convert from %s to symlink for %s".formatted(state, path))
          .with("path", path);
    }
  }

  private boolean symbolicChange(Optional<String> source, DictValue diff) {
    Optional<String> old = task.current().flatMap(FileStatus::link).map(FileStatus.Link::target);
    if (old.isEmpty()) {
      if (source.isEmpty()) {
        throw ModuleFailure.of("src is required for creating new symlinks");
      }
      return true;
    }
    return source.isPresent() && differs(old.get(), source.get(), diff);
  }

  private static boolean differs(String old, String wanted, DictValue diff) {
    if (old.equals(wanted)) {
      return false;
    }
    DictValue before = new DictValue();
    DictValue after = new DictValue();
    before.put("src", Str.unsafe(old));
    after.put("src", Str.unsafe(wanted));
    FileTask.add(diff, before, after);
    return true;
  }

  private List<Step> replace(String path, String source, boolean symbolic) {
    List<Step> steps = new ArrayList<>();
    if (task.current().map(FileStatus::isDirectory).orElse(false)) {
      steps.add(Step.Run.of("rmdir", "--", path));
    }
    steps.add(new Step.Link(source, path, symbolic));
    return steps;
  }

  private ModuleResult linked(ModuleResult result, boolean changed, List<Step> steps) {
    String path = task.path();
    Probe.Stat link = task.access().stat(path);
    Probe.Stat end = link.following(follow);
    boolean access =
        List.of("mode", "owner", "group", "attributes", "seuser", "setype").stream()
            .anyMatch(task.arguments()::has);
    List<Probe> probes = access && follow ? List.of(link, end) : List.of(link);
    String verb = task.current().isEmpty() ? "Error while linking: " : "Error while replacing: ";
    Answers answers =
        task.apply(
                changed ? steps : List.of(),
                errors -> verb + Errno.fromProgram(errors, path),
                probes.toArray(Probe[]::new))
            .after();
    Optional<FileStatus> status = answers.stat(link);
    FileTimes times = FileTimes.of(task, "preserve");
    if (!access && times.after(path).isEmpty()) {
      return FileTask.described(result, status);
    }
    Optional<FileStatus> target = follow ? answers.stat(end) : status;
    if (target.isEmpty()) {
      return FileTask.described(
          result.warning(
              List.of(
                  "Cannot set fs attributes on a non-existent symlink target. follow should be"
                      + " set to False to avoid this.")),
          status);
    }
    String place =
        follow ? status.flatMap(FileStatus::link).map(FileStatus.Link::source).orElse(path) : path;
    return settled(result, place, target.get(), times);
  }

  private ModuleResult settled(
      ModuleResult result, String place, FileStatus target, FileTimes times) {
    FileAccess.Plan plan = task.access().plan(place, target);
    List<Step> steps = new ArrayList<>(plan.steps());
    steps.addAll(times.steps(place, target));
    FileTask.add((DictValue) result.value("diff").orElseThrow(), plan.before(), plan.after());
    Probe.Stat probe = task.access().stat(task.path());
    Answers answers = task.apply(steps, errors -> Errno.fromProgram(errors, place), probe).after();
    return FileTask.described(
        steps.isEmpty() ? result : result.with("changed", true), answers.stat(probe));
  }

  ModuleResult hard() {
    String path = task.path();
    Optional<String> source = task.arguments().text("src");
    String state = task.current().map(FileAccess::state).orElse("absent");
    if (!state.equals("hard") && source.isEmpty()) {
      throw ModuleFailure.of("src is required for creating new hardlinks");
    }
    Optional<FileStatus> origin = source.flatMap(this::origin);
    if (source.isPresent() && origin.isEmpty()) {
      throw ModuleFailure.of("src does not exist").with("dest", path).with("src", source.get());
    }
    DictValue diff = task.diff("hard");
    boolean changed = hardChange(state, source, origin, diff);
    ModuleResult result =
        ModuleResult.changed(changed)
            .with("dest", path)
            .with("src", source.<Value>map(Str::unsafe).orElse(None.NONE))
            .with("diff", diff);
    if (task.invocation().checkMode()) {
      return FileTask.described(result, task.current());
    }
    return linked(result, changed, source.map(src -> replace(path, src, false)).orElse(List.of()));
  }

  private Optional<FileStatus> origin(String source) {
    Probe.Stat probe = Probe.Stat.of(source).following(true);
    return task.invocation().machine().ask(probe).stat(probe);
  }

  private boolean hardChange(
      String state, Optional<String> source, Optional<FileStatus> origin, DictValue diff) {
    boolean same =
        origin.isPresent()
            && task.current().map(FileStatus::inode).equals(origin.map(FileStatus::inode));
    return switch (state) {
      case "absent" -> true;
      case "link" ->
          differs(
              task.current().flatMap(FileStatus::link).map(FileStatus.Link::target).orElse(""),
              source.orElse(""),
              diff);
      case "hard" ->
          source.isPresent()
              && !same
              && forced("Cannot link, different hard link exists at destination", source);
      case "file" -> forced("Cannot link, file exists at destination", source);
      default -> !same && forced("Cannot link: different hard link exists at destination", source);
    };
  }

  private boolean forced(String message, Optional<String> source) {
    if (!force) {
      throw ModuleFailure.of(message).with("dest", task.path()).with("src", source.orElse(""));
    }
    return true;
  }
}
