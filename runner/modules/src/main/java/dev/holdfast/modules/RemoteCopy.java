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
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `copy` with `remote_src`: what is copied is on the machine already.
final class RemoteCopy {
  private final Invocation invocation;
  private final FileAccess access;

  RemoteCopy(Invocation invocation) {
    this.invocation = invocation;
    this.access = FileAccess.of(invocation);
  }

  ModuleResult run(String source, String dest) {
    Probe.Stat from = Probe.Stat.of(Paths.withoutSlash(source)).following(true).with(Digest.SHA1);
    Probe.Stat md5 = from.with(Digest.MD5);
    Probe.Stat to = access.stat(Paths.withoutSlash(dest)).with(Digest.SHA1);
    Probe.Exists parent = new Probe.Exists(parent(Paths.withoutSlash(dest)));
    Answers answers = invocation.machine().ask(from, md5, to, parent);
    FileStatus status =
        answers
            .stat(from)
            .orElseThrow(() -> ModuleFailure.of("Source %s not found".formatted(source)));
    if (!status.access().contains("r")) {
      throw ModuleFailure.of("Source %s not readable".formatted(source));
    }
    if (status.isDirectory()) {
      return tree(source, dest, answers.stat(to));
    }
    if (!status.isFile()) {
      throw ModuleFailure.of("Cannot copy invalid source '%s': not a file".formatted(source));
    }
    String sum = answers.stat(md5).flatMap(FileStatus::checksum).orElse("");
    if (dest.endsWith("/") || answers.stat(to).map(FileStatus::isDirectory).orElse(false)) {
      String inside = Paths.join(dest, Paths.base(source));
      Probe.Stat there = access.stat(inside).with(Digest.SHA1);
      boolean folder = answers.stat(to).isPresent();
      return file(
          source, status, sum, inside, invocation.machine().ask(there).stat(there), folder, true);
    }
    return file(source, status, sum, dest, answers.stat(to), answers.exists(parent), false);
  }

  private static String parent(String path) {
    String directory = Paths.directory(path);
    return directory.isEmpty() ? "." : directory;
  }

  private ModuleResult file(
      String source,
      FileStatus status,
      String md5,
      String path,
      Optional<FileStatus> found,
      boolean parent,
      boolean inside) {
    String checksum = status.checksum().orElse("");
    Optional<String> wanted = invocation.arguments().text("checksum");
    if (wanted.isPresent() && !wanted.get().equals(checksum)) {
      throw ModuleFailure.of("Copied file does not match the expected checksum. Transfer failed.")
          .with("checksum", checksum)
          .with("expected_checksum", wanted.get());
    }
    if (found.isPresent() && !invocation.arguments().flag("force").orElse(true)) {
      return described(
          ModuleResult.changed(false)
              .with("msg", "file already exists")
              .with("src", source)
              .with("dest", path),
          found);
    }
    if (!parent && !inside) {
      throw ModuleFailure.of("Destination directory %s does not exist".formatted(parent(path)));
    }
    ModuleResult result =
        ModuleResult.changed(true)
            .with("dest", path)
            .with("src", source)
            .with("md5sum", md5)
            .with("checksum", checksum);
    if (found.flatMap(FileStatus::checksum).equals(status.checksum())) {
      return same(result, path, found.orElseThrow(), status);
    }
    if (invocation.checkMode()) {
      return described(result, found);
    }
    FileWriter writer = new FileWriter(invocation, preserved(status));
    if (!parent) {
      writer.after(
          List.of(
              new Step.MakeDirectory(
                  parent(path),
                  access.withMode(invocation.arguments().value("directory_mode")).fresh(true))));
    }
    FileWriter.Written written = writer.install(source, path, found, false);
    return FileAccess.describe(result.with("backup_file", written.backup()), written.status());
  }

  private FileAccess preserved(FileStatus source) {
    boolean preserve =
        invocation.arguments().value("mode").map(Text::str).equals(Optional.of("preserve"));
    return preserve ? access.withMode(Optional.of(Str.of(source.octal()))) : access;
  }

  private ModuleResult same(ModuleResult result, String path, FileStatus found, FileStatus source) {
    FileAccess.Plan plan = preserved(source).plan(path, found);
    if (!plan.changes() || invocation.checkMode()) {
      return FileAccess.describe(result.with("changed", plan.changes()), found);
    }
    Probe.Stat probe = access.stat(path);
    Outcomes outcomes = invocation.machine().submit(plan.steps(), List.of(probe));
    return described(result, outcomes.after().stat(probe));
  }

  private static ModuleResult described(ModuleResult result, Optional<FileStatus> status) {
    return status.map(each -> FileAccess.describe(result, each)).orElse(result);
  }

  /// Whole trees: what is missing or differs is copied, nothing is removed.
  private ModuleResult tree(String source, String dest, Optional<FileStatus> there) {
    boolean content = source.endsWith("/");
    String from = Paths.withoutSlash(source);
    String to =
        content && there.isPresent()
            ? Paths.withoutSlash(dest)
            : Paths.join(dest, Paths.base(from));
    Probe.Find left = all(from);
    Probe.Find right = all(to);
    Answers answers = invocation.machine().ask(left, right);
    Map<String, FileStatus> present = relative(to, answers.found(right));
    Map<String, FileStatus> wanted = relative(from, answers.found(left));
    List<Step> steps = new ArrayList<>();
    if (there.isEmpty() || (!content && present.isEmpty())) {
      steps.add(new Step.MakeDirectory(to, Step.Access.DEFAULT));
    }
    missing(from, to, wanted, present, steps);
    differing(from, to, wanted, present, steps);
    if (!steps.isEmpty() && !invocation.checkMode()) {
      apply(steps, to);
    }
    ModuleResult result =
        ModuleResult.changed(!steps.isEmpty())
            .with("dest", there.isPresent() && !content ? to : dest)
            .with("src", source)
            .with("md5sum", None.NONE)
            .with("checksum", None.NONE);
    Probe.Stat probe = access.stat(Paths.withoutSlash(dest));
    return described(result, invocation.machine().ask(probe).stat(probe));
  }

  private void apply(List<Step> steps, String to) {
    invocation
        .machine()
        .apply(steps)
        .failure()
        .ifPresent(ran -> {
          throw access.failure(to, ran.errors(), "failed to copy: " + ran.errors().strip());
        });
  }

  private static Probe.Find all(String path) {
    return new Probe.Find(List.of(path), Optional.empty(), List.of("-mindepth", "1"), false);
  }

  private static Map<String, FileStatus> relative(String root, List<Answers.Found> found) {
    Map<String, FileStatus> map = new java.util.TreeMap<>();
    found.forEach(each -> map.put(each.path().substring(root.length() + 1), each.status()));
    return map;
  }

  private static void missing(
      String from,
      String to,
      Map<String, FileStatus> wanted,
      Map<String, FileStatus> present,
      List<Step> steps) {
    wanted.forEach((name, status) -> {
      boolean above = !name.contains("/") || present.containsKey(Paths.directory(name));
      if (!present.containsKey(name) && above) {
        steps.add(new Step.Duplicate(from + "/" + name, to + "/" + name));
      }
    });
  }

  private void differing(
      String from,
      String to,
      Map<String, FileStatus> wanted,
      Map<String, FileStatus> present,
      List<Step> steps) {
    Map<String, List<Probe.Stat>> pairs = new HashMap<>();
    List<Probe> probes = new ArrayList<>();
    wanted.forEach((name, status) -> {
      if (status.isFile() && present.containsKey(name)) {
        Probe.Stat one = Probe.Stat.of(from + "/" + name).with(Digest.SHA1);
        Probe.Stat other = Probe.Stat.of(to + "/" + name).with(Digest.SHA1);
        pairs.put(name, List.of(one, other));
        probes.addAll(List.of(one, other));
      }
    });
    if (probes.isEmpty()) {
      return;
    }
    Answers answers = invocation.machine().ask(probes);
    pairs.forEach((name, pair) -> {
      Optional<String> old = answers.stat(pair.getLast()).flatMap(FileStatus::checksum);
      if (!answers.stat(pair.getFirst()).flatMap(FileStatus::checksum).equals(old)) {
        steps.add(new Step.Duplicate(from + "/" + name, to + "/" + name));
      }
    });
  }
}
