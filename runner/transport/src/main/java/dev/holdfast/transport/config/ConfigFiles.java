package dev.holdfast.transport.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files that configuration is read from; tests hand in a map.
public interface ConfigFiles {
  /// A file's text; empty when there is no such file.
  Optional<String> read(String path);

  /// Files that match a pattern whose last part may hold `*` and `?`, in the order of their names.
  List<String> glob(String pattern);

  /// The files of this machine.
  static ConfigFiles real() {
    return new ConfigFiles() {
      @Override
      public Optional<String> read(String path) {
        Path file = Path.of(path);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
          return Optional.empty();
        }
        try {
          return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public List<String> glob(String pattern) {
        Path path = Path.of(pattern);
        Path folder = path.getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
          return List.of();
        }
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name.toString())) {
          files.forEach(file -> found.add(file.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
      }
    };
  }
}
