package dev.holdfast.engine.module;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.language.value.Int;
import dev.holdfast.transport.Payload;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Puts content in place for every module that writes files: backup, validation, access, all in one
/// round trip.
public final class FileWriter {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private final Invocation invocation;
  private final FileAccess access;
  private final List<Step> before = new ArrayList<>();
  private boolean detailed;

  public FileWriter(Invocation invocation, FileAccess access) {
    this.invocation = invocation;
    this.access = access;
  }

  /// What was written.
  public record Written(FileStatus status, Optional<String> backup) {}

  /// A failed validation shows what the validator said, as `copy` has it.
  public FileWriter withValidatorsWords() {
    detailed = true;
    return this;
  }

  /// With steps that come first, in the same round trip.
  public FileWriter after(List<Step> steps) {
    before.addAll(steps);
    return this;
  }

  /// Writes content that comes from here.
  ///
  /// @param current what is at the path now
  public Written write(String path, Payload content, Optional<FileStatus> current) {
    return finish(
        path, current, new Step.Write(path, content, wanted(current), validation(), unsafe()));
  }

  /// Writes the content of another file of the machine.
  public Written install(String source, String path, Optional<FileStatus> current, boolean move) {
    return finish(
        path,
        current,
        new Step.Install(source, path, wanted(current), validation(), unsafe(), move));
  }

  private Step.Access wanted(Optional<FileStatus> current) {
    return current
        .filter(status -> !status.isLink())
        .map(access::replacing)
        .orElseGet(() -> access.fresh(false));
  }

  private boolean unsafe() {
    return invocation.arguments().on("unsafe_writes");
  }

  /// The validator's words; it must name the file.
  private Optional<List<String>> validation() {
    Optional<String> command = invocation.arguments().text("validate");
    command
        .filter(text -> !text.contains("%s"))
        .ifPresent(text -> {
          throw ModuleFailure.of("validate must contain %s: " + text);
        });
    return command.map(Words::split);
  }

  private Written finish(String path, Optional<FileStatus> current, Step step) {
    Optional<String> backup =
        current
            .filter(_ -> invocation.arguments().on("backup"))
            .map(_ -> backupName(invocation, path));
    List<Step> steps = new ArrayList<>(before);
    backup.ifPresent(name -> steps.add(new Step.Duplicate(path, name)));
    steps.add(step);
    Probe.Stat probe = access.stat(path);
    Outcomes outcomes = invocation.machine().submit(steps, List.of(probe));
    outcomes.failure().ifPresent(ran -> fail(path, ran));
    FileStatus status =
        outcomes
            .after()
            .stat(probe)
            .orElseThrow(() -> ModuleFailure.of("Could not write " + path).with("path", path));
    return new Written(settle(path, status, probe), backup);
  }

  /// Flags, contexts and the groups of set-group-id directories show only now.
  private FileStatus settle(String path, FileStatus status, Probe.Stat probe) {
    FileAccess.Plan plan = access.plan(path, status);
    if (!plan.changes()) {
      return status;
    }
    Outcomes outcomes = invocation.machine().submit(plan.steps(), List.of(probe));
    outcomes.failure().ifPresent(ran -> fail(path, ran));
    return outcomes.after().stat(probe).orElse(status);
  }

  private void fail(String path, Ran ran) {
    if (ran.note() == Ran.Note.VALIDATION) {
      ModuleFailure failure =
          ModuleFailure.of(
              "failed to validate: rc:%d error:%s".formatted(ran.status(), ran.errors()));
      throw detailed
          ? failure
              .with("msg", "failed to validate")
              .with("exit_status", Int.of(ran.status()))
              .with("stdout", ran.text())
              .with("stderr", ran.errors())
          : failure;
    }
    throw access.failure(
        path, ran.errors(), "Could not replace file: %s: %s".formatted(path, ran.errors().strip()));
  }

  /// The name that Ansible gives to a copy of what was there.
  public static String backupName(Invocation invocation, String path) {
    LocalDateTime now =
        LocalDateTime.ofInstant(
            invocation.context().clock().instant(), invocation.context().clock().getZone());
    return "%s.%d.%s~"
        .formatted(path, ThreadLocalRandom.current().nextInt(1000, 99999), STAMP.format(now));
  }
}
