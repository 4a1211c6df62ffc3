package dev.holdfast.modules;

import java.util.LinkedHashMap;
import java.util.Map;

/// Error numbers as Python prints them.
final class Errno {
  private static final Map<Integer, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(1, "Operation not permitted");
    TEXTS.put(2, "No such file or directory");
    TEXTS.put(13, "Permission denied");
    TEXTS.put(17, "File exists");
    TEXTS.put(20, "Not a directory");
    TEXTS.put(21, "Is a directory");
    TEXTS.put(28, "No space left on device");
    TEXTS.put(30, "Read-only file system");
    TEXTS.put(39, "Directory not empty");
  }

  private Errno() {}

  static String text(int number, String path) {
    return "[Errno %d] %s: b'%s'"
        .formatted(number, TEXTS.getOrDefault(number, "Unknown error " + number), path);
  }

  /// What a program said of a path, as Python would say it; the program's own words where its
  /// reason is none that we know.
  static String fromProgram(String errors, String path) {
    return TEXTS.entrySet().stream()
        .filter(entry -> errors.contains(entry.getValue()))
        .map(entry -> text(entry.getKey(), path))
        .findFirst()
        .orElse(errors.strip());
  }
}
