package dev.holdfast.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The real terraform in one working folder.
///
/// @param environment what is added to the environment of each run
record Terraform(Path folder, Map<String, String> environment) {

  /// Runs one command to its end.
  ///
  /// @return how long it took
  Duration run(String... arguments) {
    return run(Map.of(), arguments);
  }

  Duration run(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    command.add("-no-color");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    try {
      long begin = System.nanoTime();
      int code = builder.start().waitFor();
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(log));
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
