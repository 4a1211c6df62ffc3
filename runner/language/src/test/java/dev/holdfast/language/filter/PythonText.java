package dev.holdfast.language.filter;

import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;

/// Python literals in test tables, with two names for what has no literal.
final class PythonText {
  private PythonText() {}

  static Value parse(String text) {
    return switch (text) {
      case "undefined" -> new Undefined("'x' is undefined");
      case "nan" -> new Real(Double.NaN);
      default ->
          PythonLiteral.parse(text, false)
              .orElseThrow(() -> new IllegalArgumentException("no literal: " + text));
    };
  }
}
