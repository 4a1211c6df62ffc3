package dev.holdfast.framework.codec;

import dev.holdfast.framework.schema.Equality;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Value;

/// Strings that hold JSON.
public final class JsonText {

  private JsonText() {}

  /// The same JSON: order of members and white space do not matter, numbers compare by amount.
  public static final Equality EQUALITY = JsonText::same;

  /// A string that is one JSON value.
  public static Validator valid() {
    return Validators.rule(
        "JSON text", "Write it with jsonencode(...), which cannot go wrong.", JsonText::isJson);
  }

  private static boolean same(Value one, Value other) {
    return one.equals(other)
        || (one instanceof Value.Str(String left)
            && other instanceof Value.Str(String right)
            && sameText(left, right));
  }

  private static boolean sameText(String one, String other) {
    try {
      return Json.read(Bytes.utf8(one)).equals(Json.read(Bytes.utf8(other)));
    } catch (CodecException e) {
      return false;
    }
  }

  private static boolean isJson(Value value) {
    if (!(value instanceof Value.Str(String text))) {
      return false;
    }
    try {
      Json.read(Bytes.utf8(text));
      return true;
    } catch (CodecException e) {
      return false;
    }
  }
}
