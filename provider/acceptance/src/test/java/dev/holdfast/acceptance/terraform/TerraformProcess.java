package dev.holdfast.acceptance.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A run of Terraform that has not ended yet.
public final class TerraformProcess {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> arguments;
  private final Process process;
  private final Path outputs;

  TerraformProcess(List<String> arguments, ProcessBuilder builder, Path outputs) {
    this.arguments = arguments;
    this.outputs = outputs;
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(outputs.resolve("stdout").toFile());
    builder.redirectError(outputs.resolve("stderr").toFile());
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends what Ctrl-C sends, to Terraform alone.
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Waits for the end.
  public Run finish() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "terraform " + String.join(" ", arguments) + " did not end: " + read("stderr"));
      }
      return new Run(
          arguments, process.exitValue(), read("stdout"), read("stderr"), read("trace.log"));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  private String read(String name) {
    try {
      Path file = outputs.resolve(name);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while Terraform was running", e);
  }
}
