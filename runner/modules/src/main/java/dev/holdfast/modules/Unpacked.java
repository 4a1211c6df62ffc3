package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.FileStatus;
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
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came out of an archive: its access, as the task wants it, and what the result says.
final class Unpacked {
  private final Invocation invocation;
  private final Parameters arguments;
  private final String dest;

  Unpacked(Invocation invocation) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.dest = arguments.must("dest");
  }

  /// `extract_results` of a result.
  static DictValue results(Command command, Ran ran) {
    List<String> words =
        command.program() instanceof Command.Program.Argv argv ? argv.words() : List.of();
    DictValue results = new DictValue();
    results.put("cmd", new ListValue(words.stream().map(Str::unsafe).toList()));
    results.put("rc", Int.of(ran.status()));
    results.put("out", Str.unsafe(ran.text()));
    results.put("err", Str.unsafe(ran.errors()));
    return results;
  }

  /// Gives everything its access, and tells of the destination.
  ModuleResult settled(ModuleResult result, List<String> names) {
    boolean changed = !invocation.checkMode() && access(names);
    ModuleResult listed = arguments.on("list_files") ? result.with("files", names) : result;
    Probe.Stat probe = Probe.Stat.of(dest).following(true);
    Optional<FileStatus> status = invocation.machine().ask(probe).stat(probe);
    ModuleResult told = changed ? listed.with("changed", true) : listed;
    return status.map(found -> FileAccess.describe(told, found)).orElse(told);
  }

  private boolean access(List<String> names) {
    boolean wanted =
        List.of("mode", "owner", "group", "seuser", "serole", "setype", "selevel", "attributes")
            .stream()
            .anyMatch(arguments::has);
    if (!wanted) {
      return false;
    }
    Set<String> paths = new LinkedHashSet<>();
    names.forEach(name -> paths.add(Paths.join(dest, Paths.withoutSlash(name))));
    names.stream()
        .filter(name -> name.contains("/"))
        .forEach(name -> paths.add(Paths.join(dest, name.substring(0, name.indexOf('/')))));
    FileAccess access = FileAccess.of(invocation);
    List<Probe> probes = new ArrayList<>();
    paths.forEach(path -> probes.add(access.stat(path)));
    Answers answers = invocation.machine().ask(probes);
    List<Step> steps = new ArrayList<>();
    for (String path : paths) {
      FileStatus status =
          answers
              .stat(access.stat(path))
              .orElseThrow(() ->
                  ModuleFailure.of(
                      "Unexpected error when accessing exploded file: " + Errno.text(2, path)));
      steps.addAll(access.plan(path, status).steps());
    }
    invocation
        .machine()
        .apply(steps)
        .failure()
        .ifPresent(ran -> {
          throw access.failure(
              dest,
              ran.errors(),
              "Unexpected error when accessing exploded file: " + ran.errors().strip());
        });
    return !steps.isEmpty();
  }
}
