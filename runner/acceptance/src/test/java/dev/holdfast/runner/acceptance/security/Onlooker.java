package dev.holdfast.runner.acceptance.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads the argument lists of all processes over and over, as anybody on a machine may. From this
/// host those of its throwaway machines are seen, too.
final class Onlooker implements AutoCloseable {
  private final Collection<String> secrets;
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private volatile boolean over;
  private final AtomicInteger looks = new AtomicInteger();

  Onlooker(Collection<String> secrets) {
    this.secrets = secrets;
    thread = Thread.ofPlatform().daemon().start(this::watch);
  }

  /// The argument lists in which a secret stood.
  Set<String> seen() {
    return seen;
  }

  /// How often everything was looked at.
  int looks() {
    return looks.get();
  }

  private void watch() {
    while (!over) {
      look();
      looks.incrementAndGet();
    }
  }

  private void look() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String line = arguments(process);
        if (secrets.stream().anyMatch(line::contains)) {
          seen.add(line);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The next look may tell.
    }
  }

  private static String arguments(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
