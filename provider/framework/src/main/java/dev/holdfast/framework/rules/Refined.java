package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Refinements;
import dev.holdfast.framework.value.Refinements.Bound;
import dev.holdfast.framework.value.Value;
import java.math.BigDecimal;

/// Whether a value is one that an unknown with refinements announced.
final class Refined {

  private Refined() {}

  /// What was announced and does not hold of the value; empty where all does. An unknown value is
  /// given the benefit of the doubt.
  static String misfit(Refinements announced, Value actual) {
    return switch (actual) {
      case Value.Unknown _ -> "";
      case Value.Null _ -> announced.isNull().orElse(true) ? "" : "not null";
      case Value.Str(var text) -> nullness(announced, prefix(announced, text));
      case Value.Num(var number) -> nullness(announced, range(announced, number));
      case Value.ListOf(var elements) -> nullness(announced, length(announced, elements.size()));
      case Value.SetOf(var elements) -> nullness(announced, length(announced, elements.size()));
      case Value.MapOf(var elements) -> nullness(announced, length(announced, elements.size()));
      case Value.Bool _, Value.Tuple _, Value.Obj _, Value.Dynamic _ -> nullness(announced, "");
    };
  }

  private static String nullness(Refinements announced, String otherwise) {
    return announced.isNull().orElse(false) ? "null" : otherwise;
  }

  private static String prefix(Refinements announced, String text) {
    return announced
        .prefix()
        .filter(prefix -> !text.startsWith(prefix))
        .map(prefix -> "a string with the announced beginning")
        .orElse("");
  }

  private static String range(Refinements announced, BigDecimal number) {
    if (announced.min().filter(bound -> isBeyond(bound, number, -1)).isPresent()) {
      return "a greater number";
    }
    boolean tooGreat = announced.max().filter(bound -> isBeyond(bound, number, 1)).isPresent();
    return tooGreat ? "a smaller number" : "";
  }

  private static boolean isBeyond(Bound bound, BigDecimal number, int side) {
    int order = number.compareTo(bound.value());
    return order == side || (order == 0 && !bound.inclusive());
  }

  private static String length(Refinements announced, long size) {
    if (announced.minLength().filter(least -> size < least).isPresent()) {
      return "more elements";
    }
    return announced.maxLength().filter(most -> size > most).isPresent() ? "fewer elements" : "";
  }
}
