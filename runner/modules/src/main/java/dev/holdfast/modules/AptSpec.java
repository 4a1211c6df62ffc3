package dev.holdfast.modules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a task wants of a package: a name, perhaps with `=VERSION` (a pattern) or `>=VERSION`.
///
/// @param whole as the task has it
/// @param compare `=`, `>=` or empty
record AptSpec(String whole, String name, String compare, String version) {
  private static final Pattern COMPARE = Pattern.compile(">?=");

  static AptSpec of(String whole) {
    Matcher matcher = COMPARE.matcher(whole);
    return matcher.find()
        ? new AptSpec(
            whole,
            whole.substring(0, matcher.start()),
            matcher.group(),
            whole.substring(matcher.end()))
        : new AptSpec(whole, whole, "", "");
  }

  boolean isPattern() {
    return name.chars().anyMatch(letter -> "*?[]!".indexOf(letter) >= 0);
  }

  /// Whether a version is one that is wanted.
  boolean accepts(String candidate) {
    return switch (compare) {
      case "=" -> Globs.matches(version, candidate);
      case ">=" -> DebianVersion.ORDER.compare(candidate, version) >= 0;
      default -> true;
    };
  }
}
