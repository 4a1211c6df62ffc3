package dev.holdfast.engine.lookup;

import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pairs each dict of a list with each member of a list inside that dict. The dict in a pair is
/// without that list.
///
/// Source: `ansible/plugins/lookup/subelements.py`.
final class Subelements {
  private static final String SKIP_MISSING = "skip_missing";
  private static final String SKIPPED = "skipped";

  private final List<String> keys;
  private final boolean skipMissing;

  private Subelements(List<String> keys, boolean skipMissing) {
    this.keys = keys;
    this.skipMissing = skipMissing;
  }

  static List<Value> run(List<Value> terms, Templar templar) {
    if (terms.size() < 2 || terms.size() > 3) {
      throw wrong("");
    }
    Value term = templar.template(terms.getFirst());
    Value first = Terms.dict(term).isPresent() ? term : new ListValue(Terms.listify(term, templar));
    if (!(terms.get(1) instanceof Str subkey)) {
      throw wrong("first a dict or a list, second a string pointing to the subkey");
    }
    Subelements lookup =
        new Subelements(
            List.of(subkey.text().split("\\.", -1)), terms.size() == 3 && flag(terms.get(2)));
    List<Value> pairs = new ArrayList<>();
    for (Value element : elements(first)) {
      lookup.pair(element, pairs);
    }
    return pairs;
  }

  private static TemplateError wrong(String what) {
    return TemplateError.ansible(
        "subelements lookup expects a list of two or three items, " + what);
  }

  private static boolean flag(Value flags) {
    DictValue dict =
        Terms.dict(flags)
            .orElseThrow(
                () -> wrong("the optional third item must be a dict with flags ('skip_missing',)"));
    return dict.get(SKIP_MISSING).map(Given::truth).orElse(false);
  }

  private static List<Value> elements(Value first) {
    if (first instanceof ListValue list) {
      return list.items();
    }
    DictValue dict = Terms.dict(first).orElseThrow();
    return isSkipped(dict) ? List.of() : List.copyOf(dict.entries().values());
  }

  private static boolean isSkipped(DictValue result) {
    return result.get(SKIPPED).filter(value -> value != Bool.FALSE).isPresent();
  }

  private void pair(Value element, List<Value> pairs) {
    DictValue item =
        Terms.dict(element)
            .map(DictValue::copyOf)
            .orElseThrow(() ->
                TemplateError.ansible(
                    "subelements lookup expects a dictionary, got '" + Text.str(element) + "'"));
    if (isSkipped(item)) {
      return;
    }
    for (Value member : take(item)) {
      pairs.add(TupleValue.of(item, member));
    }
  }

  /// Takes the list out of the item, whose dicts on the way there are copied first. With missing
  /// keys skipped, the rest of the way starts where it was lost.
  private List<Value> take(DictValue item) {
    DictValue at = item;
    List<Value> taken = List.of();
    for (String key : keys) {
      Optional<Value> member = at.get(key);
      if (member.isEmpty()) {
        if (!skipMissing) {
          throw TemplateError.ansible(
              "could not find '%s' key in iterated item '%s'".formatted(key, Text.str(at)));
        }
      } else if (key.equals(keys.getLast())) {
        taken = list(key, member.get());
        at.entries().remove(at.key(Str.of(key)));
      } else {
        at = deeper(at, key, member.get());
      }
    }
    return taken;
  }

  private DictValue deeper(DictValue at, String key, Value member) {
    if (member instanceof DictValue dict) {
      DictValue copy = DictValue.copyOf(dict);
      at.put(key, copy);
      return copy;
    }
    if (skipMissing) {
      return at;
    }
    throw TemplateError.ansible(
        "the key %s should point to a dictionary, got '%s'".formatted(key, Text.str(member)));
  }

  private static List<Value> list(String key, Value member) {
    if (member instanceof ListValue list) {
      return list.items();
    }
    throw TemplateError.ansible(
        "the key %s should point to a list, got '%s'".formatted(key, Text.str(member)));
  }
}
