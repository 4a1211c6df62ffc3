package dev.holdfast.language.value;

import java.util.Optional;

/// Reads a text as a Python literal, as `ast.literal_eval` does: numbers, texts, lists, tuples,
/// dicts, `True`, `False`, `None`.
public final class PythonLiteral {
  private PythonLiteral() {}

  /// The value, or nothing if the text is anything else.
  ///
  /// @param jsonNames whether `true`, `false` and `null` count as well
  public static Optional<Value> parse(String text, boolean jsonNames) {
    try {
      return Optional.of(new PythonLiteralReader(text, jsonNames).read());
    } catch (PythonLiteralReader.NoLiteral e) {
      return Optional.empty();
    }
  }
}
