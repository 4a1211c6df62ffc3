package dev.holdfast.modules;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// This machine through one new process of a given shell per request, counting the requests.
final class LocalConnection implements Connection, Shell {
  private final List<String> program;
  private final String path;
  private final Path directory;
  private int requests;

  /// @param program the shell
  /// @param path where it finds its tools
  /// @param directory where requests without a directory of their own run
  LocalConnection(List<String> program, String path, Path directory) {
    this.program = program;
    this.path = path;
    this.directory = directory;
  }

  int requests() {
    return requests;
  }

  @Override
  public boolean alive() {
    return true;
  }

  @Override
  public Shell shell(Become become) {
    return this;
  }

  @Override
  public Answer run(Request request) {
    requests++;
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-c", request.script()));
    return start(command, request.input(), request.directory(), request.environment());
  }

  @Override
  public Answer exec(String commandLine, Payload input, Limits limits) {
    requests++;
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-c", commandLine));
    return start(command, input, "", Map.of());
  }

  private Answer start(
      List<String> command, Payload input, String place, Map<String, String> environment) {
    try {
      Path in = Files.createTempFile("holdfast-in", "");
      Path out = Files.createTempFile("holdfast-out", "");
      Path err = Files.createTempFile("holdfast-err", "");
      try (InputStream content = input.open()) {
        Files.write(in, content.readAllBytes());
      }
      // A pipe, as from a real connection: readers that take too much must show.
      List<String> piped =
          new ArrayList<>(List.of("/bin/sh", "-c", "cat \"$0\" | \"$@\"", in.toString()));
      piped.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(piped);
      builder.directory(place.isEmpty() ? directory.toFile() : new File(place));
      builder.environment().putAll(environment);
      builder.environment().put("PATH", path);
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.redirectInput(new File("/dev/null"));
      builder.redirectOutput(out.toFile());
      builder.redirectError(err.toFile());
      int status = builder.start().waitFor();
      Answer answer = new Answer(status, Files.readAllBytes(out), Files.readAllBytes(err), false);
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
      return answer;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }

  @Override
  public Greeting greeting() {
    return new Greeting(false);
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
