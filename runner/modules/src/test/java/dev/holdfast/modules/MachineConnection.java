package dev.holdfast.modules;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Ran;
import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// A throwaway machine, past SSH: one new shell of root's for each request.
record MachineConnection(Machine machine) implements Connection, Shell {
  @Override
  public Shell shell(Become become) {
    return this;
  }

  @Override
  public Answer run(Request request) {
    return start(request.script(), request.input(), request.directory(), request.environment());
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    return start(commandLine, input, "", Map.of());
  }

  private Answer start(
      String script, Payload input, String directory, Map<String, String> environment) {
    String before =
        environment.entrySet().stream()
            .map(entry -> "export %s=%s\n".formatted(entry.getKey(), quoted(entry.getValue())))
            .collect(Collectors.joining());
    String place = directory.isEmpty() ? "cd\n" : "cd " + quoted(directory) + "\n";
    try (InputStream content = input.open()) {
      Ran ran = machine.run(before + place + script, content.readAllBytes());
      return new Answer(
          ran.status(),
          ran.stdout().getBytes(StandardCharsets.UTF_8),
          ran.stderr().getBytes(StandardCharsets.UTF_8),
          false);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public Greeting greeting() {
    return new Greeting(false);
  }

  @Override
  public boolean alive() {
    return true;
  }

  @Override
  public void upload(InputStream content, long length, String target) throws IOException {
    machine.write(target, content.readAllBytes());
  }

  @Override
  public void download(String source, OutputStream sink) throws IOException {
    sink.write(machine.read(source).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
