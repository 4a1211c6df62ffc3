package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `archive`: files and trees of the machine, packed into one file there. It needs `tar` and the
/// program of the compression on the machine, and `zip` for zip files; BusyBox has neither `xz`
/// that compresses nor `zip`.
final class ArchiveModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "archive",
        ArgumentSpec.of(
                Argument.listOf(ArgumentType.PATH, "path").must(),
                Argument.str("format").or("gz").choices("bz2", "gz", "tar", "xz", "zip"),
                Argument.path("dest"),
                Argument.listOf(ArgumentType.PATH, "exclude_path").or(new ListValue()),
                Argument.listOf(ArgumentType.PATH, "exclusion_patterns"),
                Argument.bool("force_archive", false),
                Argument.bool("remove", false))
            .withFileArguments());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    try {
      return new Work(invocation).run();
    } catch (ModuleFailure failure) {
      return FileAccess.withPath(invocation.machine(), failure.result());
    }
  }

  /// One archive on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final List<String> expanded;
    private final List<String> excluded;
    private final List<String> paths;
    private final Map<String, FileStatus> present = new LinkedHashMap<>();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      List<String> given = arguments.texts("path");
      List<String> without = arguments.texts("exclude_path");
      List<Probe> globs =
          Stream.concat(given.stream(), without.stream())
              .filter(Work::isGlob)
              .distinct()
              .<Probe>map(path -> new Probe.Glob("", path))
              .toList();
      Answers answers = invocation.machine().ask(globs);
      this.expanded = expanded(given, answers);
      this.excluded = expanded(without, answers);
      this.paths =
          expanded.stream().filter(path -> !excluded.contains(path)).distinct().sorted().toList();
    }

    private static List<String> expanded(List<String> paths, Answers answers) {
      return paths.stream()
          .flatMap(path ->
              isGlob(path) ? answers.glob(new Probe.Glob("", path)).stream() : Stream.of(path))
          .toList();
    }

    private static boolean isGlob(String path) {
      return path.contains("*") || path.contains("?");
    }

    ModuleResult run() {
      refuseNothing();
      look();
      boolean archive =
          arguments.on("force_archive")
              || arguments.texts("path").stream().anyMatch(Work::isGlob)
              || isDirectory(paths.getFirst())
              || paths.size() > 1;
      String dest = dest(archive);
      if (arguments.on("remove")) {
        refuseInside(dest);
      }
      String root = Packing.root(paths);
      List<String> missing = paths.stream().filter(path -> !present.containsKey(path)).toList();
      Done done = done(archive, root, dest);
      ModuleResult result =
          ModuleResult.changed(done.changed())
              .with("archived", done.archived())
              .with("dest", dest)
              .with("dest_state", done.state())
              .with("arcroot", root)
              .with("missing", missing)
              .with("expanded_paths", expanded)
              .with("expanded_exclude_paths", excluded);
      return settled(result, dest);
    }

    private Done done(boolean archive, String root, String dest) {
      if (present.isEmpty()) {
        return nothing(dest);
      }
      if (invocation.checkMode()) {
        return new Done(archive || !exists(dest), "absent", List.of());
      }
      Packing.Format format = Packing.Format.named(arguments.must("format"));
      boolean packs = archive || format.isArchive();
      Packing packing = new Packing(invocation.machine(), format, root, dest);
      Packing.Packed packed =
          packs
              ? packing.pack(targets(), arguments.texts("exclusion_patterns"))
              : packing.compress(paths.getFirst());
      if (arguments.on("remove")) {
        remove(packed.archived(), dest);
      }
      boolean whole = !archive || present.size() == paths.size();
      return new Done(
          packed.changed(),
          !packs ? "compress" : whole ? "archive" : "incomplete",
          packed.archived());
    }

    private List<Packing.Target> targets() {
      return present.entrySet().stream()
          .map(entry -> new Packing.Target(entry.getKey(), entry.getValue().isDirectory()))
          .toList();
    }

    private boolean exists(String path) {
      Probe.Exists probe = new Probe.Exists(path);
      return invocation.machine().ask(probe).exists(probe);
    }

    /// What came of packing.
    private record Done(boolean changed, String state, List<String> archived) {}

    private void refuseNothing() {
      if (paths.isEmpty()) {
        throw ModuleFailure.of("Error, no source paths were found")
            .with("path", String.join(", ", arguments.texts("path")))
            .with("expanded_paths", String.join(", ", expanded))
            .with("expanded_exclude_paths", String.join(", ", excluded));
      }
    }

    private void look() {
      List<Probe> probes = new ArrayList<>();
      for (String path : paths) {
        probes.add(Probe.Stat.of(path));
        probes.add(Probe.Stat.of(path).following(true));
      }
      Answers answers = invocation.machine().ask(probes);
      for (String path : paths) {
        answers
            .stat(Probe.Stat.of(path).following(true))
            .or(() -> answers.stat(Probe.Stat.of(path)))
            .ifPresent(status -> present.put(path, status));
      }
    }

    private boolean isDirectory(String path) {
      return Optional.ofNullable(present.get(path)).map(FileStatus::isDirectory).orElse(false);
    }

    private String dest(boolean archive) {
      Optional<String> given = arguments.text("dest").filter(text -> !text.isEmpty());
      if (archive && given.isEmpty()) {
        throw ModuleFailure.of(
                "Error, must specify \"dest\" when archiving multiple files or trees")
            .with("dest", "None")
            .with("path", String.join(", ", arguments.texts("path")));
      }
      return given.orElse(paths.getFirst() + "." + arguments.must("format"));
    }

    private void refuseInside(String dest) {
      if (paths.stream()
          .anyMatch(path -> isDirectory(path) && dest.startsWith(Paths.join(path, "")))) {
        throw ModuleFailure.of(
                "Error, created archive can not be contained in source paths when remove=true")
            .with("path", String.join(", ", paths));
      }
    }

    private Done nothing(String dest) {
      boolean archive =
          Paths.base(dest)
              .toLowerCase(java.util.Locale.ROOT)
              .matches(".*\\.(tar|tar\\.(gz|bz2|xz)|tgz|tbz2|zip)");
      return new Done(
          false, !exists(dest) ? "absent" : archive ? "archive" : "compress", List.of());
    }

    /// Trees go as a whole, files when they are in the archive.
    private void remove(List<String> archived, String dest) {
      List<Step> steps =
          present.keySet().stream()
              .filter(path -> isDirectory(path) || archived.contains(path))
              .<Step>map(Step.Remove::new)
              .toList();
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of("Error deleting some source files: ")
                .with("dest", dest)
                .with("files", ListValue.of(Str.unsafe(ran.errors().strip())));
          });
    }

    /// With the access of the archive as the task wants it.
    private ModuleResult settled(ModuleResult result, String dest) {
      FileAccess access = FileAccess.of(invocation);
      Probe.Stat probe = access.stat(dest);
      Optional<FileStatus> status = invocation.machine().ask(probe).stat(probe);
      if (status.isEmpty()) {
        return result;
      }
      List<Step> steps = access.plan(dest, status.get()).steps();
      ModuleResult settled = steps.isEmpty() ? result : result.with("changed", true);
      if (steps.isEmpty() || invocation.checkMode()) {
        return FileAccess.describe(settled, status.get());
      }
      Outcomes outcomes = invocation.machine().submit(steps, List.of(probe));
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw access.failure(dest, ran.errors(), ran.errors().strip());
          });
      return outcomes
          .after()
          .stat(probe)
          .map(found -> FileAccess.describe(settled, found))
          .orElse(settled);
    }
  }
}
