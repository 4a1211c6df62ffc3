package dev.holdfast.modules;

import dev.holdfast.engine.machine.Sh;
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
import java.util.stream.Collectors;

/// A throwaway machine, entered past SSH as root.
record MachineConnection(Machine machine) implements Connection, Shell {
  @Override
  public Shell shell(Become become) {
    return this;
  }

  @Override
  public Answer run(Request request) {
    String exports =
        request.environment().entrySet().stream()
            .map(entry -> "export %s=%s\n".formatted(entry.getKey(), Sh.quote(entry.getValue())))
            .collect(Collectors.joining());
    return exec("cd\n" + exports + request.script(), request.input(), Limits.NONE);
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    try (InputStream content = input.open()) {
      Ran ran = machine.run(commandLine, content.readAllBytes());
      return new Answer(
          ran.status(),
          ran.stdout().getBytes(StandardCharsets.UTF_8),
          ran.stderr().getBytes(StandardCharsets.UTF_8),
          false);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
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
  public void upload(InputStream content, long length, String target) {
    throw new UnsupportedOperationException("no module uploads");
  }

  @Override
  public void download(String source, OutputStream sink) {
    throw new UnsupportedOperationException("no module downloads");
  }

  @Override
  public void close() {}
}
