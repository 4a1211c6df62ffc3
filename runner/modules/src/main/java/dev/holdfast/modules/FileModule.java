package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `file`: what a path is and who may do what with it.
final class FileModule implements Module {
  private static final String TIMES = "%Y%m%d%H%M.%S";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "file",
        ArgumentSpec.of(
                Argument.str("state")
                    .choices("absent", "directory", "file", "hard", "link", "touch"),
                Argument.path("path").must().aliases("dest", "name"),
                Argument.str("_original_basename"),
                Argument.bool("recurse", false),
                Argument.bool("force", false),
                Argument.bool("follow", true),
                Argument.bool("_diff_peek"),
                Argument.path("src"),
                Argument.str("modification_time"),
                Argument.str("modification_time_format").or(TIMES),
                Argument.str("access_time"),
                Argument.str("access_time_format").or(TIMES))
            .withFileArguments());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    FileAccess access = FileAccess.of(invocation);
    String path = arguments.must("path");
    Optional<FileStatus> current = look(invocation, access, path);
    Optional<String> inside =
        arguments.text("_original_basename").or(() -> arguments.text("src").map(Paths::base));
    Optional<String> asked = arguments.text("state");
    boolean place =
        !asked.equals(Optional.of("link"))
            && !asked.equals(Optional.of("absent"))
            && current.map(FileStatus::isDirectory).orElse(false);
    if (place && inside.isPresent()) {
      path = Paths.join(path, inside.get());
      current = look(invocation, access, path);
    }
    String state =
        asked.orElse(
            current.map(FileAccess::state).orElse(arguments.on("recurse") ? "directory" : "file"));
    FileTask task = new FileTask(invocation, access, path, current);
    List<String> warnings =
        invocation.checkMode() && !state.equals("absent") ? ownersToBe(invocation) : List.of();
    try {
      check(arguments, path, state);
      return ensure(task, state).warning(warnings);
    } catch (ModuleFailure failure) {
      boolean named =
          failure.result().value("path").or(() -> failure.result().value("dest")).isPresent();
      ModuleResult result =
          named ? FileTask.described(failure.result(), current) : failure.result();
      throw new ModuleFailure(result.warning(warnings));
    }
  }

  /// Warnings about an owner and a group that are not there yet, which only a check can meet: the
  /// play may have made them by then.
  private static List<String> ownersToBe(Invocation invocation) {
    Optional<String> owner = invocation.arguments().text("owner");
    Optional<String> group = invocation.arguments().text("group");
    List<Probe> probes = new ArrayList<>();
    owner.map(Probe.User::new).ifPresent(probes::add);
    group.map(Probe.Group::new).ifPresent(probes::add);
    if (probes.isEmpty()) {
      return List.of();
    }
    Answers answers = invocation.machine().ask(probes);
    List<String> warnings = new ArrayList<>();
    owner
        .filter(name -> answers.user(new Probe.User(name)).isEmpty())
        .ifPresent(name -> warnings.add(missing("user", "uid", name)));
    group
        .filter(name -> answers.group(new Probe.Group(name)).isEmpty())
        .ifPresent(name -> warnings.add(missing("group", "gid", name)));
    return warnings;
  }

  private static String missing(String what, String number, String name) {
    String named = name.matches("-?\\d+") ? what + " with " + number : what;
    return "failed to look up %s %s. Create %s up to this point in real play"
        .formatted(named, name, what);
  }

  private static ModuleResult ensure(FileTask task, String state) {
    return switch (state) {
      case "absent" -> absent(task);
      case "directory" -> new FileDirectories(task).ensure();
      case "link" -> new FileLinks(task).symbolic();
      case "hard" -> new FileLinks(task).hard();
      case "touch" -> touch(task);
      default -> attributes(task);
    };
  }

  private static Optional<FileStatus> look(Invocation invocation, FileAccess access, String path) {
    Probe.Stat probe = access.stat(path);
    Answers answers = invocation.machine().ask(probe);
    return answers.stat(probe);
  }

  private static void check(Parameters arguments, String path, String state) {
    if (arguments.on("recurse") && !state.equals("directory")) {
      throw ModuleFailure.of("recurse option requires state to be 'directory'").with("path", path);
    }
    if (arguments.has("src") && !state.equals("link") && !state.equals("hard")) {
      throw ModuleFailure.of("src option requires state to be 'link' or 'hard'").with("path", path);
    }
  }

  private static ModuleResult absent(FileTask task) {
    if (task.current().isEmpty()) {
      return ModuleResult.changed(false).with("path", task.path()).with("state", "absent");
    }
    DictValue diff = task.diff("absent");
    if (task.invocation().diffMode() && task.current().get().isDirectory()) {
      ((DictValue) diff.get("before").orElseThrow()).put("path_content", content(task));
    }
    if (!task.invocation().checkMode()) {
      task.apply(
          List.of(new Step.Remove(task.path())),
          errors -> "rmtree failed: " + Errno.fromProgram(errors, task.path()));
    }
    ModuleResult result =
        ModuleResult.changed(true)
            .with("path", task.path())
            .with("state", "absent")
            .with("diff", diff);
    return task.invocation().checkMode() ? FileTask.described(result, task.current()) : result;
  }

  private static DictValue content(FileTask task) {
    Probe.Find probe =
        new Probe.Find(List.of(task.path()), Optional.empty(), List.of("-mindepth", "1"), false);
    List<Answers.Found> all = task.invocation().machine().ask(probe).found(probe);
    DictValue content = new DictValue();
    content.put("directories", paths(all, true));
    content.put("files", paths(all, false));
    return content;
  }

  private static ListValue paths(List<Answers.Found> all, boolean directories) {
    return new ListValue(
        all.stream()
            .filter(found -> found.status().isDirectory() == directories)
            .map(found -> Str.unsafe(found.path()))
            .toList());
  }

  private static ModuleResult attributes(FileTask link) {
    FileTask task = link.followed();
    String state = task.current().map(FileAccess::state).orElse("absent");
    if (!state.equals("file") && !state.equals("hard")) {
      throw ModuleFailure.of("file (%s) is %s, cannot continue".formatted(task.path(), state))
          .with("path", task.path())
          .with("state", state);
    }
    return task.settle("file", "path", List.of(), FileTimes.of(task, "preserve"));
  }

  private static ModuleResult touch(FileTask task) {
    if (task.current().isEmpty() && task.invocation().checkMode()) {
      return ModuleResult.changed(true).with("dest", task.path());
    }
    FileTimes times = FileTimes.of(task, "now");
    if (task.current().isPresent()) {
      return task.followed().settle("touch", "dest", List.of(), times);
    }
    Step create = new Step.Touch(task.path(), Optional.empty(), Optional.empty(), true);
    return task.create("touch", "dest", List.of(create), times, "Error, could not touch target: ");
  }
}
