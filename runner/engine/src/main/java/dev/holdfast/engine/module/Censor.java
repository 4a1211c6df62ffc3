package dev.holdfast.engine.module;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.Comparator;
import java.util.List;

/// Takes secrets out of results, as AnsibleModule does, and marks every text as unsafe.
final class Censor {
  private static final String WHOLE = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";

  private final List<String> secrets;

  /// The longest first, so that a secret inside another leaves nothing of the longer one.
  Censor(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  DictValue dict(DictValue dict) {
    DictValue clean = new DictValue();
    dict.entries().forEach((key, member) -> clean.put(key, value(member)));
    return clean;
  }

  private Value value(Value value) {
    return switch (value) {
      case Str str -> text(str.text());
      case ListValue list -> new ListValue(list.items().stream().map(this::value).toList());
      case TupleValue(List<Value> items) -> new ListValue(items.stream().map(this::value).toList());
      case DictValue dict -> dict(dict);
      case Int _, Real _ -> number(value);
      case None _, Bool _, Vaulted _, Undefined _, Callable _ -> value;
      case ObjectValue object -> value(object.materialize());
    };
  }

  private Value number(Value value) {
    String text = Text.str(value);
    return secrets.stream().anyMatch(text::contains) ? Str.unsafe(WHOLE) : value;
  }

  private Str text(String text) {
    if (secrets.contains(text)) {
      return Str.unsafe(WHOLE);
    }
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "********");
    }
    return Str.unsafe(clean);
  }
}
