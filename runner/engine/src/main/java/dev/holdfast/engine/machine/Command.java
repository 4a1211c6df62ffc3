package dev.holdfast.engine.machine;

import dev.holdfast.transport.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program to run on a machine.
///
/// @param directory where it runs; empty for where the request runs
/// @param environment added to the request's
public record Command(
    Program program, Optional<Payload> input, String directory, Map<String, String> environment) {
  public Command {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// What is run.
  public sealed interface Program {
    /// A program with its arguments, without a shell.
    ///
    /// @param expand whether `~` and `$NAME` in the arguments mean what the machine says they mean;
    ///   an unset variable stays as it is written
    record Argv(List<String> words, boolean expand) implements Program {
      public Argv {
        words = List.copyOf(words);
      }
    }

    /// Text for a shell of the machine, such as `/bin/sh`.
    record Text(String shell, String text) implements Program {}
  }

  public static Command of(List<String> words) {
    return new Command(new Program.Argv(words, false), Optional.empty(), "", Map.of());
  }

  public static Command of(String... words) {
    return of(List.of(words));
  }

  /// Text for `/bin/sh`.
  public static Command shell(String text) {
    return new Command(new Program.Text("/bin/sh", text), Optional.empty(), "", Map.of());
  }

  public Command withInput(Payload payload) {
    return new Command(program, Optional.of(payload), directory, environment);
  }

  public Command in(String path) {
    return new Command(program, input, path, environment);
  }

  public Command with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(program, input, directory, more);
  }

  public Command with(Map<String, String> variables) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.putAll(variables);
    return new Command(program, input, directory, more);
  }
}
