package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Carries out steps on a machine, with the outcomes that its shell would have.
final class StepWork {
  private final CommandWork commands;
  private final FileView files;
  private final Accounts accounts;

  StepWork(CommandWork commands) {
    this.commands = commands;
    this.files = commands.files();
    this.accounts = commands.machine().accounts();
  }

  Ran carryOut(Step step) {
    try {
      return outcome(step);
    } catch (FileFault fault) {
      return Ends.failed(1, fault.getMessage() + "\n");
    }
  }

  private Ran outcome(Step step) {
    return switch (step) {
      case Step.Run(var command, boolean _) -> commands.run(command);
      case Step.GuardedRun(var command, var creates, var removes) ->
          commands.guarded(command, creates, removes);
      case Step.RunProgram program -> Ends.notSimulated(program.name());
      case Step.Write write ->
          replace(
              write.path(),
              CommandWork.bytes(write.content()).toArray(),
              write.access(),
              write.validate());
      case Step.Install install -> install(install);
      case Step.Duplicate(String source, String path) -> duplicate(source, path);
      case Step.MakeDirectory(String path, Step.Access access) -> makeDirectory(path, access);
      case Step.Link(String target, String path, boolean symbolic) -> link(target, path, symbolic);
      case Step.Remove(String path) -> remove(path);
      case Step.Move(String source, String path) -> move(source, path);
      case Step.SetAccess(List<String> paths, Step.Access access) -> setAccess(paths, access);
      case Step.SetAttributes(String path, String flags) -> setAttributes(path, flags);
      case Step.SetContext(String path, String _) ->
          Ends.failed(1, "chcon: can't apply partial context to unlabeled file '" + path + "'\n");
      case Step.Touch touch -> touch(touch);
    };
  }

  /// Beside the target first, so that a refusal leaves the old file as it was.
  private Ran replace(
      String path, byte[] content, Step.Access access, Optional<List<String>> validate) {
    if (files.isDirectory(path)) {
      return Ends.of(Errno.EISDIR.number(), "", "");
    }
    String fresh = path + ".holdfast-new";
    try {
      files.write(fresh, content);
      access(fresh, access);
      Optional<Ran> refusal =
          validate.map(words -> validated(words, fresh)).filter(ran -> !ran.ok());
      if (refusal.isPresent()) {
        files.remove(fresh);
        Ran ran = refusal.get();
        return new Ran(ran.status(), Ran.Note.VALIDATION, ran.out(), ran.err());
      }
      files.rename(fresh, path);
      return Ends.ok();
    } catch (FileFault fault) {
      if (files.there(fresh)) {
        files.remove(fresh);
      }
      throw fault;
    }
  }

  private Ran validated(List<String> words, String fresh) {
    return commands.words(words.stream().map(word -> word.replace("%s", fresh)).toList());
  }

  private void access(String path, Step.Access access) {
    Optional<Long> owner = access.owner().map(name -> id("passwd", name, path));
    Optional<Long> group = access.group().map(name -> id("group", name, path));
    if (owner.isPresent() || group.isPresent()) {
      files.owner(path, owner, group);
    }
    access.mode().ifPresent(mode -> files.permissions(path, mode));
  }

  private long id(String database, String name, String path) {
    return accounts.id(database, name).orElseThrow(() -> new FileFault(Errno.EINVAL, path));
  }

  private Ran install(Step.Install install) {
    byte[] content = files.read(install.source());
    Ran ran = replace(install.path(), content, install.access(), install.validate());
    if (ran.ok() && install.move()) {
      files.remove(install.source());
    }
    return ran;
  }

  private Ran duplicate(String source, String path) {
    if (!files.isDirectory(source)) {
      String place = files.isDirectory(path) ? path + "/" + base(source) : path;
      copy(source, place);
      return Ends.ok();
    }
    copyTree(source, files.isDirectory(path) ? path + "/" + base(source) : path);
    return Ends.ok();
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void copyTree(String source, String path) {
    files.makeDirectory(path, 0700);
    for (String name : files.list(source)) {
      String from = source + "/" + name;
      String to = path + "/" + name;
      if (files.isLink(from)) {
        files.symlink(files.target(from), to);
      } else if (files.isDirectory(from)) {
        copyTree(from, to);
      } else {
        copy(from, to);
      }
    }
    keep(source, path);
  }

  private void copy(String source, String path) {
    files.write(path, files.read(source));
    keep(source, path);
  }

  private void keep(String source, String path) {
    Inode from = files.look(source, true, node -> node).orElseThrow();
    if (files.identity().isRoot()) {
      files.owner(path, Optional.of(from.uid), Optional.of(from.gid));
    }
    files.permissions(path, from.permissions);
    files.times(path, Optional.of(from.accessed), Optional.of(from.modified));
  }

  private Ran makeDirectory(String path, Step.Access access) {
    files.makeDirectories(path).forEach(made -> access(made, access));
    return Ends.ok();
  }

  private Ran link(String target, String path, boolean symbolic) {
    boolean folder = files.isDirectory(path) && !files.isLink(path);
    String place = folder ? path + "/" + base(target) : path;
    if (!symbolic && !files.there(target)) {
      throw new FileFault(Errno.ENOENT, target);
    }
    if (files.there(place)) {
      files.remove(place);
    }
    if (symbolic) {
      files.symlink(target, place);
    } else {
      files.hardLink(target, place);
    }
    return Ends.ok();
  }

  private Ran remove(String path) {
    if (files.there(path)) {
      files.remove(path);
    }
    return Ends.ok();
  }

  private Ran move(String source, String path) {
    boolean folder = files.isDirectory(path);
    files.rename(source, folder ? path + "/" + base(source) : path);
    return Ends.ok();
  }

  private Ran setAccess(List<String> paths, Step.Access access) {
    paths.forEach(path -> access(path, access));
    return Ends.ok();
  }

  private Ran setAttributes(String path, String flags) {
    String letters = flags.substring(1);
    files.flags(
        path,
        old ->
            switch (flags.charAt(0)) {
              case '+' -> without(old, letters) + letters;
              case '-' -> without(old, letters);
              default -> letters;
            });
    return Ends.ok();
  }

  private static String without(String flags, String letters) {
    return flags
        .chars()
        .filter(flag -> letters.indexOf(flag) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private Ran touch(Step.Touch touch) {
    if (!files.exists(touch.path())) {
      if (!touch.create()) {
        return Ends.ok();
      }
      files.write(touch.path(), Bytes.EMPTY.toArray());
    }
    boolean both = touch.accessed().isEmpty() && touch.modified().isEmpty();
    files.times(
        touch.path(),
        both ? Optional.of(files.now()) : touch.accessed().map(StepWork::time),
        both ? Optional.of(files.now()) : touch.modified().map(StepWork::time));
    return Ends.ok();
  }

  private static Instant time(String seconds) {
    BigDecimal whole = new BigDecimal(seconds);
    long nanos = whole.remainder(BigDecimal.ONE).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValue(), nanos);
  }
}
