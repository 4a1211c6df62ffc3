package dev.holdfast.acceptance.equivalence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Compares two JSON documents field by field.
final class JsonDifference {

  private final Predicate<String> ignored;
  private final List<String> found = new ArrayList<>();

  private JsonDifference(Predicate<String> ignored) {
    this.ignored = ignored;
  }

  /// The differences, one sentence each.
  ///
  /// @param ignored told the dotted path of each field
  static List<String> between(JsonNode expected, JsonNode actual, Predicate<String> ignored) {
    var comparison = new JsonDifference(ignored);
    comparison.compare("", expected, actual);
    return comparison.found;
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    if (ignored.test(path)) {
      return;
    }
    if (expected.isObject() && actual.isObject()) {
      fields(path, expected, actual);
    } else if (expected.isArray() && actual.isArray()) {
      elements(path, expected, actual);
    } else if (!same(expected, actual)) {
      found.add(path + ": expected " + text(expected) + ", was " + text(actual));
    }
  }

  private void fields(String path, JsonNode expected, JsonNode actual) {
    Set<String> names = new TreeSet<>();
    names.addAll(expected.propertyNames());
    names.addAll(actual.propertyNames());
    for (String name : names) {
      compare(join(path, name), expected.path(name), actual.path(name));
    }
  }

  private void elements(String path, JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      compare(join(path, Integer.toString(i)), expected.path(i), actual.path(i));
    }
  }

  /// Numbers are compared by amount: 1 and 1.0 are one value in two spellings.
  private static boolean same(JsonNode expected, JsonNode actual) {
    boolean numbers = expected.isNumber() && actual.isNumber();
    return numbers
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static String join(String path, String step) {
    return path.isEmpty() ? step : path + "." + step;
  }
}
