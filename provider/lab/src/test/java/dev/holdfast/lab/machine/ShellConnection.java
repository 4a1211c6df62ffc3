package dev.holdfast.lab.machine;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// This machine through one process of a given shell per request; requests touch a scratch folder
/// only.
record ShellConnection(List<String> shell, Path scratch) implements Connection, Shell {
  @Override
  public Shell shell(Become become) {
    return this;
  }

  @Override
  public Answer run(Request request) {
    String place = request.directory().isEmpty() ? scratch.toString() : request.directory();
    return start(request.script(), request.input(), place, request.environment());
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    return start(commandLine, input, scratch.toString(), Map.of());
  }

  private Answer start(
      String script, Payload input, String place, Map<String, String> environment) {
    try {
      Path in = Files.createTempFile(scratch, "in", "");
      Path out = Files.createTempFile(scratch, "out", "");
      Path err = Files.createTempFile(scratch, "err", "");
      try (InputStream content = input.open()) {
        Files.write(in, content.readAllBytes());
      }
      ProcessBuilder builder =
          new ProcessBuilder(Stream.concat(shell.stream(), Stream.of("-c", script)).toList())
              .directory(new File(place))
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      int status = builder.start().waitFor();
      return new Answer(status, Files.readAllBytes(out), Files.readAllBytes(err), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
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
  public void upload(InputStream content, long length, String target) throws IOException {
    Files.copy(content, Path.of(target));
  }

  @Override
  public void download(String source, OutputStream sink) throws IOException {
    Files.copy(Path.of(source), sink);
  }

  @Override
  public void close() {}
}
