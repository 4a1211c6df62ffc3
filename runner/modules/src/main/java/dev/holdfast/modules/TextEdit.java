package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of the machine whose text a module changes in parts: read in one round trip, written with
/// its access in one more.
///
/// Text is held byte by byte (each byte one character), so that what is no UTF-8 stays as it is.
final class TextEdit {
  private final Invocation invocation;
  private final FileAccess access;
  private final String path;
  private final Optional<FileStatus> status;
  private final Optional<String> text;

  private TextEdit(
      Invocation invocation,
      FileAccess access,
      String path,
      Optional<FileStatus> status,
      Optional<String> text) {
    this.invocation = invocation;
    this.access = access;
    this.path = path;
    this.status = status;
    this.text = text;
  }

  static TextEdit read(Invocation invocation) {
    FileAccess access = FileAccess.of(invocation);
    String path = invocation.arguments().must("path");
    Probe.Stat stat = access.stat(path);
    Probe.ReadFile content = new Probe.ReadFile(path);
    Answers answers = invocation.machine().ask(stat, content);
    if (answers.of(content).status() == 21) {
      throw ModuleFailure.of("Path %s is a directory !".formatted(path)).with("rc", Int.of(256));
    }
    return new TextEdit(
        invocation,
        access,
        path,
        answers.stat(stat),
        answers
            .content(content)
            .map(bytes -> new String(bytes.toArray(), StandardCharsets.ISO_8859_1)));
  }

  String path() {
    return path;
  }

  /// Empty when there is no such file.
  Optional<String> text() {
    return text;
  }

  /// Text from the task, byte by byte.
  static String bytes(String given) {
    return new String(given.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// Bytes as they show in results.
  static String shown(String bytes) {
    return Bytes.of(bytes.getBytes(StandardCharsets.ISO_8859_1)).text();
  }

  /// What became of it.
  ///
  /// @param access whether access changed beside the text
  /// @param before of the access, for a diff
  record Saved(
      boolean access,
      DictValue before,
      DictValue after,
      Optional<String> backup,
      Optional<FileStatus> status) {
    /// A module's message with what is said of changed access.
    String message(String message) {
      String told = "ownership, perms or SE linux context changed";
      return !access ? message : message.isEmpty() ? told : message + " and " + told;
    }
  }

  /// Writes the text if it is another, and gives the file its access.
  Saved save(String changed, boolean always) {
    boolean differs = always || !text.equals(Optional.of(changed));
    FileAccess.Plan plan = plan();
    if (invocation.checkMode()) {
      return new Saved(plan.changes(), plan.before(), plan.after(), Optional.empty(), status);
    }
    if (differs) {
      return write(changed, plan);
    }
    if (!plan.changes()) {
      return new Saved(false, plan.before(), plan.after(), Optional.empty(), status);
    }
    Probe.Stat probe = access.stat(target());
    Outcomes outcomes = invocation.machine().submit(plan.steps(), List.of(probe));
    outcomes
        .failure()
        .ifPresent(ran -> {
          throw access.failure(path, ran.errors(), ran.errors().strip());
        });
    return new Saved(
        true, plan.before(), plan.after(), Optional.empty(), outcomes.after().stat(probe));
  }

  private FileAccess.Plan plan() {
    return status
        .map(found -> access.plan(target(), found))
        .orElseGet(() -> new FileAccess.Plan(List.of(), new DictValue(), new DictValue()));
  }

  /// Links are never replaced: the file at their end is.
  private String target() {
    return status.flatMap(FileStatus::link).map(FileStatus.Link::source).orElse(path);
  }

  private Saved write(String changed, FileAccess.Plan plan) {
    List<Step> steps = new ArrayList<>();
    String parent = Paths.directory(path);
    if (text.isEmpty() && !parent.isEmpty()) {
      Probe.Exists probe = new Probe.Exists(parent);
      if (!invocation.machine().ask(probe).exists(probe)) {
        steps.add(new Step.MakeDirectory(parent, Step.Access.DEFAULT));
      }
    }
    FileWriter.Written written =
        new FileWriter(invocation, access)
            .after(steps)
            .write(target(), Payload.of(changed.getBytes(StandardCharsets.ISO_8859_1)), through());
    return text.isEmpty()
        ? fresh(written)
        : new Saved(
            plan.changes(),
            plan.before(),
            plan.after(),
            written.backup(),
            Optional.of(written.status()));
  }

  private Optional<FileStatus> through() {
    if (status.filter(FileStatus::isLink).isEmpty()) {
      return status;
    }
    Probe.Stat probe = access.stat(target());
    return invocation.machine().ask(probe).stat(probe);
  }

  /// A new file's access counts as changed when it is not what a new file has anyway.
  private Saved fresh(FileWriter.Written written) {
    FileStatus now = written.status();
    DictValue before = new DictValue();
    DictValue after = new DictValue();
    if (invocation.arguments().has("mode")) {
      Probe.Umask probe = new Probe.Umask();
      int plain = 0666 & ~invocation.machine().ask(probe).umask(probe);
      if (plain != now.permissions()) {
        before.put("mode", Str.unsafe(FileStatus.octal(plain)));
        after.put("mode", Str.unsafe(now.octal()));
      }
    }
    boolean given =
        (invocation.arguments().has("owner") && now.access().indexOf('O') < 0)
            || (invocation.arguments().has("group") && now.access().indexOf('G') < 0);
    return new Saved(given || !after.isEmpty(), before, after, written.backup(), Optional.of(now));
  }

  /// The two parts of a diff: of the content and of the access.
  DictValue contentDiff(String before, String after) {
    DictValue diff = new DictValue();
    boolean wanted = invocation.diffMode();
    diff.put("before", Str.unsafe(wanted ? shown(before) : ""));
    diff.put("after", Str.unsafe(wanted ? shown(after) : ""));
    diff.put("before_header", Str.unsafe(path + " (content)"));
    diff.put("after_header", Str.unsafe(path + " (content)"));
    return diff;
  }

  DictValue accessDiff(Saved saved) {
    DictValue diff = new DictValue();
    if (!saved.before().isEmpty()) {
      diff.put("before", saved.before());
      diff.put("after", saved.after());
    }
    diff.put("before_header", Str.unsafe(path + " (file attributes)"));
    diff.put("after_header", Str.unsafe(path + " (file attributes)"));
    return diff;
  }
}
