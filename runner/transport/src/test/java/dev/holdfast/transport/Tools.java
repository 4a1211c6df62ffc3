package dev.holdfast.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Runs OpenSSH's programs, against which ours is compared.
public final class Tools {
  private Tools() {}

  /// Skips the calling test, with the reason, where a program is missing.
  public static void need(String program) {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Assumptions.assumeTrue(there, program + " is not installed");
  }

  /// Standard output and error of a command that has to succeed.
  public static String run(String... command) {
    return run(Map.of(), command);
  }

  /// The same with further environment variables.
  public static String run(Map<String, String> environment, String... command) {
    need(command[0]);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      String text = new String(output, StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError(String.join(" ", command) + " ended with " + status + ": " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Makes a key pair without passphrase.
  public static Path key(Path folder, String name, String type, String... more) {
    Path file = folder.resolve(name);
    var command =
        new java.util.ArrayList<>(List.of("ssh-keygen", "-q", "-t", type, "-f", file.toString()));
    command.addAll(List.of(more));
    if (!command.contains("-N")) {
      command.addAll(List.of("-N", ""));
    }
    run(command.toArray(String[]::new));
    return file;
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
