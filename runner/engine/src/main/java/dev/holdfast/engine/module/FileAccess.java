package dev.holdfast.engine.module;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a task wants of a file's mode, owner, group, attribute flags and security context, and what
/// has to be done for it.
public final class FileAccess {
  private static final List<String> CONTEXT = List.of("seuser", "serole", "setype", "selevel");

  private final Machine machine;
  private final Parameters arguments;
  private final Optional<Value> mode;

  private FileAccess(Machine machine, Parameters arguments, Optional<Value> mode) {
    this.machine = machine;
    this.arguments = arguments;
    this.mode = mode;
  }

  public static FileAccess of(Invocation invocation) {
    return new FileAccess(
        invocation.machine(), invocation.arguments(), invocation.arguments().value("mode"));
  }

  /// The same with another mode, such as `directory_mode` or the mode of a source.
  public FileAccess withMode(Optional<Value> other) {
    return new FileAccess(machine, arguments, other);
  }

  /// What must be done to an existing path.
  ///
  /// @param before what differs, as the diff shows it
  /// @param after the same as it is wanted
  public record Plan(List<Step> steps, DictValue before, DictValue after) {
    public Plan {
      steps = List.copyOf(steps);
    }

    public boolean changes() {
      return !steps.isEmpty();
    }
  }

  /// Whether the creation mask must be known.
  public boolean needsUmask() {
    return mode.map(Modes::isSymbolic).orElse(false);
  }

  /// The questions about a path that a plan needs answered.
  public Probe.Stat stat(String path) {
    return Probe.Stat.of(path).withAttributes(arguments.has("attributes"));
  }

  /// The mode that is wanted, if any is.
  public Optional<Integer> wantedMode(int current, boolean directory) {
    return mode.map(value -> Modes.wanted(value, current, directory, needsUmask() ? umask() : 0));
  }

  private int umask() {
    Probe.Umask probe = new Probe.Umask();
    return machine.ask(probe).umask(probe);
  }

  /// The access of a path that is about to be created.
  public Step.Access fresh(boolean directory) {
    Optional<Integer> bits =
        needsUmask()
            ? wantedMode((directory ? 0777 : 0666) & ~umask(), directory)
            : wantedMode(0, directory);
    return new Step.Access(bits, arguments.text("owner"), arguments.text("group"));
  }

  /// The access of new content for an existing file: what is wanted, else what it has. Owner and
  /// group are left out where the new file has them anyway.
  public Step.Access replacing(FileStatus current) {
    int bits = wantedMode(current.permissions(), false).orElse(current.permissions());
    return new Step.Access(
        Optional.of(bits),
        arguments.text("owner").or(() -> kept(current, 'O', current.uid())),
        arguments.text("group").or(() -> kept(current, 'G', current.gid())));
  }

  private static Optional<String> kept(FileStatus current, char sign, long id) {
    return current.access().indexOf(sign) >= 0 ? Optional.empty() : Optional.of(Long.toString(id));
  }

  public Plan plan(String path, FileStatus current) {
    Draft draft = new Draft();
    context(path, current, draft);
    Optional<String> owner = owner(path, current, draft);
    Optional<String> group = group(path, current, draft);
    Optional<Integer> bits;
    try {
      bits = bits(current, draft);
    } catch (ModuleFailure failure) {
      throw failure.with("path", path);
    }
    Step.Access access = new Step.Access(bits, owner, group);
    if (!access.isDefault()) {
      draft.steps.add(new Step.SetAccess(List.of(path), access));
    }
    flags(path, current, draft);
    return new Plan(draft.steps, draft.before, draft.after);
  }

  private static final class Draft {
    private final List<Step> steps = new ArrayList<>();
    private final DictValue before = new DictValue();
    private final DictValue after = new DictValue();

    private void differs(String name, Value old, Value wanted) {
      before.put(name, old);
      after.put(name, wanted);
    }
  }

  private Optional<Integer> bits(FileStatus current, Draft draft) {
    if (current.isLink()) {
      return Optional.empty();
    }
    Optional<Integer> wanted =
        wantedMode(current.permissions(), current.isDirectory())
            .filter(bits -> bits != current.permissions());
    wanted.ifPresent(
        bits -> draft.differs("mode", Str.unsafe(current.octal()), Str.unsafe(Modes.octal(bits))));
    return wanted;
  }

  private Optional<String> owner(String path, FileStatus current, Draft draft) {
    Optional<String> wanted =
        arguments.text("owner").filter(name -> !current.owner().equals(Optional.of(name)));
    if (wanted.isEmpty()) {
      return wanted;
    }
    Probe.User probe = new Probe.User(wanted.get());
    long id =
        number(wanted.get())
            .or(() -> machine.ask(probe).user(probe).map(account -> account.id()))
            .orElseThrow(() -> lookUp("chown", "user", path, wanted.get()));
    return differing("owner", id, current.uid(), draft);
  }

  private Optional<String> group(String path, FileStatus current, Draft draft) {
    Optional<String> wanted =
        arguments.text("group").filter(name -> !current.group().equals(Optional.of(name)));
    if (wanted.isEmpty()) {
      return wanted;
    }
    Probe.Group probe = new Probe.Group(wanted.get());
    long id =
        number(wanted.get())
            .or(() -> machine.ask(probe).group(probe).map(account -> account.id()))
            .orElseThrow(() -> lookUp("chgrp", "group", path, wanted.get()));
    return differing("group", id, current.gid(), draft);
  }

  private static Optional<String> differing(String name, long wanted, long old, Draft draft) {
    if (wanted == old) {
      return Optional.empty();
    }
    draft.differs(name, Int.of(old), Int.of(wanted));
    return Optional.of(Long.toString(wanted));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static ModuleFailure lookUp(String program, String what, String path, String name) {
    return ModuleFailure.of("%s failed: failed to look up %s %s".formatted(program, what, name))
        .with("path", path);
  }

  private void flags(String path, FileStatus current, Draft draft) {
    Optional<String> given = arguments.text("attributes");
    if (given.isEmpty()) {
      return;
    }
    String sign = given.get().matches("[-+].*") ? given.get().substring(0, 1) : "=";
    String flags = given.get().startsWith(sign) ? given.get().substring(1) : given.get();
    if (sign.equals("-") || !current.flags().orElse("").equals(flags)) {
      draft.differs("attributes", Str.unsafe(current.flags().orElse("")), Str.unsafe(sign + flags));
      draft.steps.add(new Step.SetAttributes(path, sign + flags));
    }
  }

  private void context(String path, FileStatus current, Draft draft) {
    List<String> old = Arrays.asList(current.context().orElse("").split(":", 4));
    if (old.size() < 3) {
      return;
    }
    List<String> wanted = new ArrayList<>(old);
    for (int i = 0; i < old.size(); i++) {
      int part = i;
      arguments
          .text(CONTEXT.get(i))
          .filter(text -> !text.equals("_default"))
          .ifPresent(text -> wanted.set(part, text));
    }
    if (!wanted.equals(old)) {
      draft.differs("secontext", texts(old), texts(wanted));
      draft.steps.add(new Step.SetContext(path, String.join(":", wanted)));
    }
  }

  private static ListValue texts(List<String> items) {
    return new ListValue(items.stream().map(Str::unsafe).toList());
  }

  /// What is said of a path in every result about one.
  public static ModuleResult describe(ModuleResult result, FileStatus status) {
    ModuleResult described =
        result
            .with("uid", status.uid())
            .with("gid", status.gid())
            .with("owner", status.ownerText())
            .with("group", status.groupText())
            .with("mode", status.octal())
            .with("state", state(status))
            .with("size", status.size());
    return described.with("secontext", status.context());
  }

  /// What every result that has a path says of it, as it is now.
  public static ModuleResult withPath(Machine machine, ModuleResult result) {
    Optional<String> path = result.text("path").or(() -> result.text("dest"));
    if (path.isEmpty()) {
      return result;
    }
    Probe.Stat probe = Probe.Stat.of(path.get());
    return machine
        .ask(probe)
        .stat(probe)
        .filter(status -> status.access().contains("E"))
        .map(status -> describe(result, status))
        .orElse(result);
  }

  /// Ansible's word for what a path is.
  public static String state(FileStatus status) {
    return status.isLink()
        ? "link"
        : status.isDirectory() ? "directory" : status.links() > 1 ? "hard" : "file";
  }

  /// The failure that a refused step means, in Ansible's words where it has some.
  public ModuleFailure failure(String path, String errors, String otherwise) {
    String text = errors.toLowerCase(java.util.Locale.ROOT);
    Optional<ModuleFailure> known =
        Stream.of("user", "group")
            .filter(what -> text.contains("invalid " + what) || text.contains("unknown " + what))
            .map(what ->
                lookUp(
                    what.equals("user") ? "chown" : "chgrp",
                    what,
                    path,
                    arguments.text(what.equals("user") ? "owner" : "group").orElse("")))
            .findFirst();
    return known.orElseGet(() -> ModuleFailure.of(otherwise).with("path", path));
  }
}
