package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The violations found so far.
final class Found {

  private final List<Violation> violations = new ArrayList<>();

  static List<Violation> of(List<Conformance.Problem> misfits) {
    return misfits.stream().map(each -> Violation.of(each.path(), each.message())).toList();
  }

  void add(Path path, String message) {
    violations.add(Violation.of(path, message));
  }

  void differs(Path path, String message, String expected, String actual) {
    violations.add(new Violation(path, message, expected, actual));
  }

  void missingKeys(Path path, Set<String> wanted, Set<String> present) {
    for (String key : wanted) {
      if (!present.contains(key)) {
        add(path.key(key), "is configured, but missing from the plan");
      }
    }
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  /// Whether something was found exactly there.
  boolean has(Path path) {
    return violations.stream().anyMatch(each -> each.path().equals(path));
  }

  List<Violation> all() {
    return List.copyOf(violations);
  }
}
