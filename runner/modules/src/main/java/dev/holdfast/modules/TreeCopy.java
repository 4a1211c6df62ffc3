package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `copy` of a folder from beside the playbook: all questions in one round trip, all changes in one
/// more.
final class TreeCopy {
  private final Invocation invocation;
  private final Map<String, Payload> files = new LinkedHashMap<>();
  private final Map<String, FileAccess> accesses = new LinkedHashMap<>();
  private final List<String> directories = new ArrayList<>();

  TreeCopy(Invocation invocation) {
    this.invocation = invocation;
  }

  ModuleResult run(Path source, boolean contentOnly, String dest) {
    String base = Paths.withoutSlash(dest) + "/";
    try {
      collect(source, contentOnly ? "" : source.getFileName() + "/");
    } catch (IOException problem) {
      throw ModuleFailure.of("could not read src=%s, %s".formatted(source, problem.getMessage()));
    }
    if (files.size() == 1 && directories.isEmpty()) {
      return single(source, base);
    }
    List<Step> steps = steps(base);
    if (!steps.isEmpty() && !invocation.checkMode()) {
      Outcomes outcomes = invocation.machine().apply(steps);
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw FileAccess.of(invocation)
                .failure(base, ran.errors(), "failed to copy: " + ran.errors().strip());
          });
    }
    return ModuleResult.changed(!steps.isEmpty())
        .with("dest", base)
        .with("src", contentOnly ? source + "/" : source.toString());
  }

  private ModuleResult single(Path source, String base) {
    String name = files.keySet().iterator().next();
    Placement.Source content =
        new Placement.Source(
            files.getOrDefault(name, Payload.NONE),
            name,
            source.resolve(name).toString(),
            source.resolve(name).toString());
    return new Placement(invocation, accesses.getOrDefault(name, FileAccess.of(invocation)))
        .place(content, base)
        .orElseGet(() -> ModuleResult.changed(false).with("dest", base).with("src", source + "/"));
  }

  private void collect(Path source, String prefix) throws IOException {
    if (!prefix.isEmpty()) {
      directories.add(prefix);
    }
    for (String name : invocation.context().files().walk(source)) {
      if (name.endsWith("/")) {
        directories.add(prefix + name);
      } else {
        Path path = source.resolve(name);
        files.put(
            prefix + name,
            invocation.context().files().payload(path, invocation.arguments().on("decrypt")));
        accesses.put(prefix + name, CopyModule.access(invocation, path.toString()));
      }
    }
  }

  private List<Step> steps(String base) {
    FileAccess folder =
        FileAccess.of(invocation).withMode(invocation.arguments().value("directory_mode"));
    Map<String, Probe.Stat> folders = new LinkedHashMap<>();
    directories.forEach(name -> folders.put(name, folder.stat(Paths.withoutSlash(base + name))));
    Map<String, Probe.Stat> contents = new LinkedHashMap<>();
    files.keySet().forEach(name -> contents.put(name, folder.stat(base + name).with(Digest.SHA1)));
    List<Probe> probes = new ArrayList<>(folders.values());
    probes.addAll(contents.values());
    Probe.Stat root = folder.stat(Paths.withoutSlash(base));
    probes.add(root);
    Answers answers = invocation.machine().ask(probes);
    List<Step> steps = new ArrayList<>();
    if (answers.stat(root).isEmpty()) {
      steps.add(new Step.MakeDirectory(root.path(), folder.fresh(true)));
    }
    folders.values().forEach(probe -> directory(probe, answers, folder, steps));
    contents.forEach((name, probe) -> file(name, probe, answers, steps));
    return steps;
  }

  private static void directory(
      Probe.Stat probe, Answers answers, FileAccess access, List<Step> steps) {
    Optional<FileStatus> current = answers.stat(probe);
    if (current.isPresent()) {
      steps.addAll(access.plan(probe.path(), current.get()).steps());
    } else {
      steps.add(new Step.MakeDirectory(probe.path(), access.fresh(true)));
    }
  }

  private void file(String name, Probe.Stat probe, Answers answers, List<Step> steps) {
    Payload content = files.getOrDefault(name, Payload.NONE);
    FileAccess access = accesses.getOrDefault(name, FileAccess.of(invocation));
    Optional<FileStatus> current = answers.stat(probe).filter(status -> !status.isLink());
    if (current.isPresent() && !invocation.arguments().flag("force").orElse(true)) {
      return;
    }
    String checksum = Placement.Source.digest(Digest.SHA1, content, name);
    boolean same = current.flatMap(FileStatus::checksum).equals(Optional.of(checksum));
    if (same) {
      steps.addAll(access.plan(probe.path(), current.orElseThrow()).steps());
      return;
    }
    if (current.isPresent() && invocation.arguments().on("backup")) {
      steps.add(new Step.Duplicate(probe.path(), FileWriter.backupName(invocation, probe.path())));
    }
    steps.add(
        new Step.Write(
            probe.path(),
            content,
            current.map(access::replacing).orElseGet(() -> access.fresh(false)),
            Optional.empty(),
            invocation.arguments().on("unsafe_writes")));
  }
}
