package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.Set;

/// The words for types and values in messages.
final class Kinds {

  private Kinds() {}

  static String of(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOL -> "a bool";
          };
      case Type.Dynamic _ -> "a value with its type";
      case Type.ListOf _ -> "a list";
      case Type.SetOf _ -> "a set";
      case Type.MapOf _ -> "a map";
      case Type.Tuple(var elements) -> "a tuple of " + elements.size();
      case Type.Obj _ -> "an object";
    };
  }

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
    return CodecException.mismatch(of(wanted), of(found));
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
