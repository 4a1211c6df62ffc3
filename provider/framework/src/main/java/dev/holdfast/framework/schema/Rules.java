package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The rules over several attributes of one body that most resources need.
///
/// An unknown attribute may still turn out null or not, so it neither breaks nor fulfils a rule.
public final class Rules {

  private Rules() {}

  /// At most one of these may be set.
  public static Rule conflicting(String... names) {
    return new Named(
        "At most one of " + listed(List.of(names)) + " may be set.",
        (path, object, diagnostics) -> atMostOne(List.of(names), path, object, diagnostics));
  }

  /// One of these must be set, and no other of them.
  public static Rule exactlyOneOf(String... names) {
    return new Named(
        "Exactly one of " + listed(List.of(names)) + " must be set.",
        (path, object, diagnostics) -> {
          atLeastOne(List.of(names), path, object, diagnostics);
          atMostOne(List.of(names), path, object, diagnostics);
        });
  }

  /// One or more of these must be set.
  public static Rule atLeastOneOf(String... names) {
    return new Named(
        "At least one of " + listed(List.of(names)) + " must be set.",
        (path, object, diagnostics) -> atLeastOne(List.of(names), path, object, diagnostics));
  }

  /// All of these are set, or none.
  public static Rule requiredTogether(String... names) {
    List<String> all = List.of(names);
    return new Named(
        listed(all) + " must be set together.",
        (path, object, diagnostics) ->
            present(all, object).forEach(name -> needs(name, all, path, object, diagnostics)));
  }

  /// Where `name` is set, all of `needed` must be set, too.
  public static Rule requires(String name, String... needed) {
    return new Named(
        "`" + name + "` needs " + listed(List.of(needed)) + ".",
        (path, object, diagnostics) -> {
          if (isSet(object.get(name))) {
            needs(name, List.of(needed), path, object, diagnostics);
          }
        });
  }

  /// What a rule checks, as [Rule#check].
  @FunctionalInterface
  private interface Test {
    void check(Path path, Value.Obj object, Diagnostics diagnostics);
  }

  private record Named(String describe, Test test) implements Rule {
    @Override
    public void check(Path path, Value.Obj object, Diagnostics diagnostics) {
      test.check(path, object, diagnostics);
    }
  }

  private static void atMostOne(
      List<String> names, Path path, Value.Obj object, Diagnostics diagnostics) {
    List<String> set = present(names, object);
    if (set.size() > 1) {
      diagnostics.error(
          path.attribute(set.get(1)),
          "Conflicting arguments",
          listed(set)
              + " are set"
              + within(path)
              + ", but only one of "
              + listed(names)
              + " may be. Remove all but one.");
    }
  }

  private static void atLeastOne(
      List<String> names, Path path, Value.Obj object, Diagnostics diagnostics) {
    Predicate<String> maySet = name -> !object.get(name).isNull();
    if (names.stream().noneMatch(maySet)) {
      diagnostics.error(
          path,
          "Missing argument",
          "None of " + listed(names) + " is set" + within(path) + ". Set one of them.");
    }
  }

  private static void needs(
      String name, List<String> needed, Path path, Value.Obj object, Diagnostics diagnostics) {
    List<String> missing = needed.stream().filter(each -> object.get(each).isNull()).toList();
    if (!missing.isEmpty()) {
      diagnostics.error(
          path.attribute(name),
          "Missing argument",
          "`"
              + name
              + "` is set"
              + within(path)
              + ", but "
              + listed(missing)
              + (missing.size() == 1 ? " is" : " are")
              + " not. Set "
              + listed(missing)
              + " as well, or remove `"
              + name
              + "`.");
    }
  }

  private static List<String> present(List<String> names, Value.Obj object) {
    return names.stream().filter(name -> isSet(object.get(name))).toList();
  }

  private static boolean isSet(Value value) {
    return !value.isNull() && !value.isUnknown();
  }

  private static String within(Path path) {
    return path.steps().isEmpty() ? "" : " in " + path;
  }

  private static String listed(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
