package dev.holdfast.modules;

import java.util.Optional;

/// What is to be mounted where, as `/etc/fstab` has it (fstab(5)).
///
/// @param source empty where the task names none
/// @param type of the file system
record FstabLine(
    Optional<String> source,
    String path,
    Optional<String> type,
    String options,
    String dump,
    String passno) {

  /// Fields are parted by blanks, which are therefore written as octal numbers inside them.
  static String escaped(String field) {
    return field.replace("\\", "\\134").replace(" ", "\\040").replace("&", "\\046");
  }

  String text() {
    return "%s %s %s %s %s %s\n"
        .formatted(
            escaped(source.orElse("")),
            escaped(path),
            escaped(type.orElse("")),
            escaped(options),
            escaped(dump),
            escaped(passno));
  }
}
