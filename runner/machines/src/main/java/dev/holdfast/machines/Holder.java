package dev.holdfast.machines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The process that holds one machine for us. Its standard input is our life line: when this
/// program ends, in whatever way, the machine goes.
final class Holder implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;

  Holder(List<String> command, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      process = builder.start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      commands = process.outputWriter(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The shell text of a resource beside this class.
  static String script(String name) {
    try (InputStream text = Holder.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for a line that starts with a word; gives what follows it.
  String await(String word) {
    var said = new StringBuilder();
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(word)) {
          return line.substring(word.length()).strip();
        }
        said.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new MachineException("The machine ended before it was " + word + ": " + said);
  }

  void command(String word) {
    try {
      commands.write(word + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new MachineException("The machine's holder is gone", e);
    }
  }

  /// The holder's process id: the namespace of mounts in which all of the machine lies.
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
