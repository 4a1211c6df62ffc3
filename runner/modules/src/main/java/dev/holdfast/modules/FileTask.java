package dev.holdfast.modules;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One path that the `file` module works on, and what is there now.
record FileTask(
    Invocation invocation, FileAccess access, String path, Optional<FileStatus> current) {

  Parameters arguments() {
    return invocation.arguments();
  }

  /// The task for the end of a link, where links are followed.
  FileTask followed() {
    Optional<FileStatus.Link> link = current.flatMap(FileStatus::link);
    if (link.isEmpty() || !arguments().on("follow")) {
      return this;
    }
    String target = link.get().source().isEmpty() ? path : link.get().source();
    Probe.Stat probe = access.stat(target);
    return new FileTask(invocation, access, target, invocation.machine().ask(probe).stat(probe));
  }

  /// What is said of the change of a path's state.
  DictValue diff(String wanted) {
    String old = current.map(FileAccess::state).orElse("absent");
    DictValue diff = new DictValue();
    diff.put("before", side(old, wanted));
    diff.put("after", side(wanted, old));
    return diff;
  }

  private DictValue side(String state, String other) {
    DictValue side = new DictValue();
    side.put("path", Str.unsafe(path));
    if (!state.equals(other)) {
      side.put("state", Str.unsafe(state));
    }
    return side;
  }

  static void add(DictValue diff, DictValue before, DictValue after) {
    before.entries().forEach(((DictValue) diff.get("before").orElseThrow())::put);
    after.entries().forEach(((DictValue) diff.get("after").orElseThrow())::put);
  }

  /// Carries out steps, or fails in the given words.
  Outcomes apply(List<Step> steps, UnaryOperator<String> message, Probe... after) {
    Outcomes outcomes = invocation.machine().submit(steps, List.of(after));
    outcomes.failure().ifPresent(ran -> fail(ran, message));
    return outcomes;
  }

  private void fail(Ran ran, UnaryOperator<String> message) {
    throw access.failure(path, ran.errors(), message.apply(ran.errors()));
  }

  /// Gives an existing path its access and times.
  ///
  /// @param name `path` or `dest`, whichever the result calls it
  /// @param steps what else is done first; it counts as a change
  ModuleResult settle(String state, String name, List<Step> steps, FileTimes times) {
    FileStatus status = current.orElseThrow();
    DictValue diff = diff(state);
    FileAccess.Plan plan = access.plan(path, status);
    add(diff, plan.before(), plan.after());
    List<Step> all = new ArrayList<>(steps);
    all.addAll(plan.steps());
    all.addAll(times.steps(path, status));
    times.show(diff, status);
    ModuleResult result = ModuleResult.changed(!all.isEmpty()).with(name, path).with("diff", diff);
    if (all.isEmpty() || invocation.checkMode()) {
      return described(result, Optional.of(status));
    }
    Probe.Stat probe = access.stat(path);
    Outcomes outcomes =
        apply(all, errors -> "Could not change %s: %s".formatted(path, errors.strip()), probe);
    return described(result, outcomes.after().stat(probe));
  }

  /// Makes what is not there, then gives it its access.
  ModuleResult create(
      String state, String name, List<Step> steps, FileTimes times, String message) {
    DictValue diff = diff(state);
    ModuleResult result = ModuleResult.changed(true).with(name, path).with("diff", diff);
    Probe.Stat probe = access.stat(path);
    Probe.Umask mask = new Probe.Umask();
    List<Probe> after = new ArrayList<>(List.of(probe, mask));
    List<Creator> creators =
        Stream.of(new Creator("owner", "-u"), new Creator("group", "-g"))
            .filter(creator -> arguments().has(creator.argument()))
            .toList();
    creators.forEach(creator -> after.add(creator.probe()));
    Outcomes outcomes =
        apply(
            steps,
            errors -> message + Errno.fromProgram(errors, path),
            after.toArray(Probe[]::new));
    FileStatus status =
        outcomes
            .after()
            .stat(probe)
            .orElseThrow(() -> ModuleFailure.of(message + path).with("path", path));
    FileAccess.Plan plan = access.plan(path, status);
    int plain = (status.isDirectory() ? 0777 : 0666) & ~outcomes.after().umask(mask);
    mode(diff, plain, plan.changes() ? plain : status.permissions());
    creators.forEach(creator -> creator.show(diff, outcomes, status));
    add(diff, plan.before(), plan.after());
    List<Step> more = new ArrayList<>(plan.steps());
    more.addAll(times.after(path));
    if (more.isEmpty()) {
      return described(result, Optional.of(status));
    }
    try {
      Outcomes settled = apply(more, errors -> message + Errno.fromProgram(errors, path), probe);
      return described(result, settled.after().stat(probe));
    } catch (ModuleFailure refused) {
      if (state.equals("touch")) {
        invocation.machine().apply(new Step.Remove(path));
      }
      throw refused;
    }
  }

  /// Whose a new path would be had nobody else been named. It is his at once, and told as if it had
  /// been changed to it.
  private record Creator(String argument, String option) {
    Probe.Query probe() {
      return Probe.Query.of("id", option);
    }

    void show(DictValue diff, Outcomes outcomes, FileStatus status) {
      long creator = Long.parseLong(outcomes.after().of(probe()).text().strip());
      long now = argument.equals("owner") ? status.uid() : status.gid();
      if (creator != now) {
        DictValue before = new DictValue();
        DictValue after = new DictValue();
        before.put(argument, Int.of(creator));
        after.put(argument, Int.of(now));
        add(diff, before, after);
      }
    }
  }

  /// A new path that has its mode at once is told as if it had been changed to it.
  private static void mode(DictValue diff, int plain, int now) {
    if (plain != now) {
      DictValue before = new DictValue();
      DictValue after = new DictValue();
      before.put("mode", Str.unsafe(FileStatus.octal(plain)));
      after.put("mode", Str.unsafe(FileStatus.octal(now)));
      add(diff, before, after);
    }
  }

  /// Where a link leads nowhere, nothing is said of it.
  static ModuleResult described(ModuleResult result, Optional<FileStatus> status) {
    return status
        .filter(found -> !found.isLink() || found.access().contains("E"))
        .map(found -> FileAccess.describe(result, found))
        .orElse(result);
  }
}
