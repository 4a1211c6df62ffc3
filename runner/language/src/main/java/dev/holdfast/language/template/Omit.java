package dev.holdfast.language.template;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.UUID;

/// The variable `omit`: an argument with this value counts as not given.
public final class Omit {
  /// A text nobody writes; Ansible's looks the same and differs in each run too.
  public static final Str PLACEHOLDER =
      Str.of("__omit_place_holder__" + UUID.randomUUID().toString().replace("-", ""));

  private Omit() {}

  public static boolean is(Value value) {
    return value.equals(PLACEHOLDER);
  }

  /// The value without the members that are omitted, at any depth.
  public static Value strip(Value value) {
    if (value instanceof DictValue dict) {
      DictValue kept = new DictValue();
      dict.entries()
          .forEach((key, member) -> {
            if (!is(member)) {
              kept.put(key, strip(member));
            }
          });
      return kept;
    }
    if (value instanceof ListValue list) {
      List<Value> kept = list.items().stream().filter(item -> !is(item)).map(Omit::strip).toList();
      return new ListValue(kept);
    }
    return value;
  }
}
