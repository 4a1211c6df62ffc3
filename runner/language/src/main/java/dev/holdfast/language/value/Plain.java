package dev.holdfast.language.value;

/// The step before any operation: objects become the plain value they stand for, undefined and
/// encrypted values are refused. What is left of undefined values is the lenient one.
final class Plain {
  private Plain() {}

  static Value of(Value value) {
    return switch (value) {
      case Undefined undefined -> {
        if (undefined.lenient()) {
          yield undefined;
        }
        throw new UndefinedError(undefined);
      }
      case Vaulted _ -> throw TemplateError.ansible(Vaulted.LOCKED);
      case ObjectValue object -> object.materialize();
      case None _,
          Bool _,
          Int _,
          Real _,
          Str _,
          ListValue _,
          TupleValue _,
          DictValue _,
          Callable _ ->
          value;
    };
  }
}
