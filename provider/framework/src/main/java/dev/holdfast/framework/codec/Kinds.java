package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Words;
import java.util.Set;

/// The kinds of values in messages, without their content.
final class Kinds {

  private Kinds() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Unknown _ -> "an unknown value";
      case Value.Str _ -> "a string";
      case Value.Num _ -> "a number";
      case Value.Bool _ -> "a bool";
      case Value.ListOf _ -> "a list";
      case Value.SetOf _ -> "a set";
      case Value.Tuple(var elements) -> "a tuple of " + elements.size();
      case Value.MapOf _ -> "a map";
      case Value.Obj _ -> "an object";
      case Value.Dynamic _ -> "a value with its type";
    };
  }

  static CodecException mismatch(Type wanted, Value found) {
    return CodecException.mismatch(Words.of(wanted), of(found));
  }

  /// An object carries every attribute of its type and no other.
  static void checkNames(Type.Obj type, Set<String> names) {
    for (String name : names) {
      if (!type.attributes().containsKey(name)) {
        throw new CodecException(
            CodecException.Code.MISMATCH, "unexpected attribute \"" + name + "\"");
      }
    }
    for (String name : type.attributes().keySet()) {
      if (!names.contains(name)) {
        throw new CodecException(
            CodecException.Code.MISMATCH, "missing attribute \"" + name + "\"");
      }
    }
  }
}
