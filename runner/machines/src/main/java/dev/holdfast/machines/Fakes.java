package dev.holdfast.machines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Repositories of packages that play Kubernetes, its runtime and netclient; the README beside
/// their sources says what they model and what not.
final class Fakes {
  private static final String CACHE = "/var/cache/holdfast/debs";

  private Fakes() {}

  /// Builds the repositories below a directory and gives the one to offer to machines.
  static Path build(Path directory) {
    Path source = directory.resolve("fakes");
    Path repository = directory.resolve("repository");
    try {
      for (String file : Holder.script("fakes/files.txt").lines().toList()) {
        Path to = source.resolve(file);
        Files.createDirectories(to.getParent());
        try (InputStream text = Fakes.class.getResourceAsStream("fakes/" + file)) {
          Files.copy(Objects.requireNonNull(text, file), to);
        }
      }
      Files.createDirectories(repository);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Programs.run(
            List.of(
                "env",
                "M_SOURCE=" + source,
                "M_REPOSITORY=" + repository,
                "M_DEBIAN=" + debian().map(Path::toString).orElse(""),
                "/bin/sh",
                source.resolve("build.sh").toString()),
            new byte[0])
        .text();
    return repository;
  }

  /// Packages of Debian's own that were fetched beforehand, haproxy above all.
  static Optional<Path> debian() {
    Path cache = Path.of(Objects.requireNonNullElse(System.getenv("HOLDFAST_DEBS"), CACHE));
    try (var files = Files.newDirectoryStream(cache, "*.deb")) {
      return files.iterator().hasNext() ? Optional.of(cache) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
