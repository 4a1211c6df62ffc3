package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.StatText;
import java.util.Optional;

/// Answers questions about a machine, in the words in which its shell would.
final class ProbeWork {
  private final CommandWork commands;
  private final MemoryMachine machine;

  ProbeWork(CommandWork commands) {
    this.commands = commands;
    this.machine = commands.machine();
  }

  Ran answer(Probe probe) {
    FileView files = commands.files();
    return switch (probe) {
      case Probe.Stat stat -> stat(stat);
      case Probe.ReadFile(String path) -> readFile(files, path);
      case Probe.Exists(String path) -> status(files.exists(path));
      case Probe.Glob(String directory, String pattern) -> glob(files, directory, pattern);
      case Probe.Which(String program) -> which(files, program);
      case Probe.User(String name) -> entry("passwd", name);
      case Probe.Group(String name) -> entry("group", name);
      case Probe.Expand(String text) -> Ends.ok(commands.expand(text));
      case Probe.Umask() -> Ends.ok(String.format("%04o%n", FileView.MASK));
      case Probe.Find find -> new Search(files, machine.accounts(), find).run();
      case Probe.Query(var command) -> commands.run(command);
    };
  }

  private static Ran status(boolean well) {
    return Ends.of(well ? 0 : 1, "", "");
  }

  private Ran stat(Probe.Stat stat) {
    return new Status(commands.files(), machine.accounts())
        .of(stat.path(), stat.follow(), stat.digest(), stat.attributes())
        .map(status -> Ends.ok(StatText.of(status)))
        .orElseGet(Ends::ok);
  }

  private static Ran readFile(FileView files, String path) {
    try {
      return new Ran(0, Ran.Note.NONE, Bytes.of(files.read(path)), Bytes.EMPTY);
    } catch (FileFault fault) {
      return Ends.of(fault.errno().number(), "", "");
    }
  }

  private static Ran glob(FileView files, String directory, String pattern) {
    if (!directory.isEmpty() && !files.isDirectory(directory)) {
      return Ends.failed(2, "cd: can't cd to " + directory + "\n");
    }
    FileView from = directory.isEmpty() ? files : files.in(directory);
    StringBuilder paths = new StringBuilder();
    Patterns.matches(from, pattern).forEach(path -> paths.append(path).append('\0'));
    return Ends.ok(paths.toString());
  }

  private Ran which(FileView files, String program) {
    String path = commands.variable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin";
    Optional<String> found = machine.find(files, program, path);
    return found.map(at -> Ends.ok(at + "\n")).orElseGet(() -> status(false));
  }

  private Ran entry(String database, String key) {
    return machine
        .accounts()
        .line(database, key)
        .map(line -> Ends.ok(line + "\n"))
        .orElseGet(() -> Ends.of(2, "", ""));
  }
}
