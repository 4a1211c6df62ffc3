package dev.holdfast.machines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Runs programs of this host to their end.
final class Programs {
  /// Not the common pool: a test that waits in it would have our output wait for itself.
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private Programs() {}

  static Ran run(List<String> command, byte[] input) {
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), THREADS);
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> all(process.getInputStream()), THREADS);
      feed(process, input);
      return new Ran(process.waitFor(), output.join(), errors.join());
    } catch (IOException e) {
      throw new MachineException("Unable to run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("Interrupted while " + command.getFirst() + " ran", e);
    }
  }

  static Ran run(String... command) {
    return run(List.of(command), new byte[0]);
  }

  private static void feed(Process process, byte[] input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException _) {
      // A program that does not read its input ended early; its status says what it thought.
    }
  }

  private static String all(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
