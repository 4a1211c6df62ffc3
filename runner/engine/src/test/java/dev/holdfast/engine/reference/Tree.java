package dev.holdfast.engine.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes small projects: a text with a line `== path` before each file's content. A file whose
/// content begins with `#!` is made executable.
public final class Tree {
  private Tree() {}

  public static void write(Path folder, String text) {
    for (String part : text.split("(?m)^== ", -1)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        file(folder.resolve(part.substring(0, end).strip()), part.substring(end + 1));
      }
    }
  }

  private static void file(Path file, String content) {
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, content);
      if (content.startsWith("#!")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
