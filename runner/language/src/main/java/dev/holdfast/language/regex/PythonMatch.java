package dev.holdfast.language.regex;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/// Where a pattern matched.
///
/// @param names the numbers of the pattern's named groups
public record PythonMatch(MatchResult result, Map<String, Integer> names) {
  /// A group's text; 0 is the whole match. Empty when it took no part.
  public Optional<String> group(int number) {
    return Optional.ofNullable(result.group(number));
  }

  /// How many groups the pattern has.
  public int groups() {
    return result.groupCount();
  }

  /// The number of a named group.
  public Optional<Integer> number(String name) {
    return Optional.ofNullable(names.get(name));
  }

  public int start() {
    return result.start();
  }

  public int end() {
    return result.end();
  }
}
