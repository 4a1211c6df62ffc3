package dev.holdfast.language.value;

/// What Python calls the types of values.
public final class Types {
  private Types() {}

  /// The type's name as Python's own error messages show it, such as `int` or `NoneType`.
  public static String name(Value value) {
    return switch (value) {
      case None _ -> "NoneType";
      case Bool _ -> "bool";
      case Int _ -> "int";
      case Real _ -> "float";
      case Str _ -> "str";
      case Vaulted _ -> "AnsibleVaultEncryptedUnicode";
      case ListValue _ -> "list";
      case TupleValue _ -> "tuple";
      case DictValue _ -> "dict";
      case Undefined undefined -> undefined.lenient() ? "Undefined" : "AnsibleUndefined";
      case Callable _ -> "function";
      case ObjectValue object -> object.typeName();
    };
  }

  /// The type's name as Ansible's filter `type_debug` shows it.
  public static String debugName(Value value) {
    if (value instanceof Str str) {
      if (str.verbatim()) {
        return str.unsafe() ? "NativeJinjaUnsafeText" : "NativeJinjaText";
      }
      return str.unsafe() ? "AnsibleUnsafeText" : "str";
    }
    return name(value);
  }

  /// Whether the value is a number to Python: an int, a float or a bool.
  public static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Real || value instanceof Bool;
  }

  /// Whether the value can be a member of another by position: text, list or tuple.
  public static boolean isSequence(Value value) {
    return value instanceof Str || value instanceof ListValue || value instanceof TupleValue;
  }
}
