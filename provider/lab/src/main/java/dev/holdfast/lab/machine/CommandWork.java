package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs commands for one request.
///
/// @param place where commands run that say nothing else
/// @param surroundings what the request adds to the session's environment
record CommandWork(
    MemoryMachine machine, Identity who, String place, Map<String, String> surroundings) {
  FileView files() {
    return machine.files().as(who, place.isEmpty() ? who.home() : place);
  }

  String variable(String name) {
    return environment(Map.of()).getOrDefault(name, "");
  }

  String expand(String text) {
    return expander(Map.of()).expand(text);
  }

  private Expander expander(Map<String, String> more) {
    return new Expander(machine.accounts(), environment(more));
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(who.environment());
    all.putAll(surroundings);
    all.putAll(more);
    return all;
  }

  /// As a shell runs it among other things.
  Ran run(Command command) {
    Optional<Errno> refused = entering(command.directory());
    if (refused.isPresent()) {
      return Ends.failed(2, "/bin/sh: 1: cd: can't cd to " + command.directory() + "\n");
    }
    return machine.run(call(command));
  }

  /// As the whole of a request: what keeps it from running is told apart.
  Ran guarded(Command command, Optional<String> creates, Optional<String> removes) {
    Optional<Errno> refused = entering(command.directory());
    if (refused.isPresent()) {
      return Ends.noted(refused.get().number(), Ran.Note.DIRECTORY);
    }
    Call call = call(command);
    if (creates.filter(pattern -> matches(call, pattern)).isPresent()) {
      return Ends.noted(0, Ran.Note.CREATES);
    }
    if (removes.filter(pattern -> !matches(call, pattern)).isPresent()) {
      return Ends.noted(0, Ran.Note.REMOVES);
    }
    String program = call.words().getFirst();
    String path = call.environment().getOrDefault("PATH", "");
    if (machine.find(call.files(), program, path).isEmpty()) {
      boolean file = program.contains("/") && call.files().exists(program);
      return file
          ? Ends.noted(Errno.EACCES.number(), Ran.Note.PROGRAM)
          : machine.knows(program)
              ? Ends.noted(Errno.ENOENT.number(), Ran.Note.PROGRAM)
              : Ends.notSimulated(program);
    }
    return machine.run(call);
  }

  private static boolean matches(Call call, String pattern) {
    return !Patterns.matches(call.files(), pattern).isEmpty();
  }

  private Optional<Errno> entering(String directory) {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    FileView files = files();
    return !files.exists(directory)
        ? Optional.of(Errno.ENOENT)
        : !files.isDirectory(directory)
            ? Optional.of(Errno.ENOTDIR)
            : files.isExecutable(directory) ? Optional.empty() : Optional.of(Errno.EACCES);
  }

  private Call call(Command command) {
    List<String> words =
        switch (command.program()) {
          case Command.Program.Argv(var given, var expand) ->
              expand ? given.stream().map(expander(command.environment())::expand).toList() : given;
          case Command.Program.Text(String shell, String text) -> List.of(shell, "-c", text);
        };
    String directory =
        command.directory().isEmpty() ? files().directory() : files().real(command.directory());
    return new Call(
        machine,
        who,
        words,
        command.input().map(CommandWork::bytes).orElse(Bytes.EMPTY),
        directory,
        environment(command.environment()));
  }

  static Bytes bytes(Payload payload) {
    try (InputStream stream = payload.open()) {
      return Bytes.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("contents of a message", e);
    }
  }

  /// A program of the machine with plain words, for a step.
  Ran words(List<String> words) {
    return run(Command.of(words));
  }
}
