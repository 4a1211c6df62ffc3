package dev.holdfast.acceptance.equivalence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A copy of a case's folder, gone when closed.
record CaseFolder(Path path) implements AutoCloseable {

  CaseFolder(EquivalenceCase what, String host) {
    this(create());
    for (Path file : what.files()) {
      Folders.write(
          path.resolve(what.folder().relativize(file).toString()),
          EquivalenceCase.rewritten(file, host));
    }
  }

  private static Path create() {
    try {
      return Files.createTempDirectory("holdfast-equivalence-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
