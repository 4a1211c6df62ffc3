package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Set theory on lists, in the order of the lists (`ansible/plugins/filter/mathstuff.py`).
final class SetFilters {
  private SetFilters() {}

  static Value unique(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("unique", args, "case_sensitive", "attribute");
    boolean caseSensitive = params.truth("case_sensitive", false);
    UnaryOperator<Value> key = Attributes.key(params.get("attribute"), caseSensitive, context);
    List<Value> items = Sequences.iterate(input);
    try {
      return Kit.list(distinct(items, key));
    } catch (PythonError unhashable) {
      boolean explicit = params.get("case_sensitive").isPresent() && !caseSensitive;
      if (explicit || params.get("attribute").isPresent()) {
        throw TemplateError.filter(
            "Jinja2's unique filter failed and we cannot fall back to Ansible's version "
                + "as it does not support the parameters supplied");
      }
      return Kit.list(distinctByEquality(items));
    }
  }

  static List<Value> distinct(List<Value> items, UnaryOperator<Value> key) {
    DictValue seen = new DictValue();
    List<Value> kept = new ArrayList<>();
    for (Value item : items) {
      Value itemKey = key.apply(item);
      Comparison.requireHashable(itemKey);
      if (seen.get(itemKey).isEmpty()) {
        seen.put(itemKey, None.NONE);
        kept.add(item);
      }
    }
    return kept;
  }

  private static List<Value> distinctByEquality(List<Value> items) {
    List<Value> kept = new ArrayList<>();
    for (Value item : items) {
      if (!Sequences.contains(Kit.list(kept), item)) {
        kept.add(item);
      }
    }
    return kept;
  }

  private static List<Value> distinct(List<Value> items) {
    try {
      return distinct(items, item -> item);
    } catch (PythonError unhashable) {
      return distinctByEquality(items);
    }
  }

  static Value union(Value input, Arguments args, EvalContext context) {
    return Kit.list(union(input, other("union", args)));
  }

  private static List<Value> union(Value a, Value b) {
    if (hashable(a) && hashable(b)) {
      List<Value> all = new ArrayList<>(Sequences.iterate(a));
      all.addAll(Sequences.iterate(b));
      return distinct(all);
    }
    return distinct(Sequences.iterate(Arithmetic.add(a, b)));
  }

  static Value intersect(Value input, Arguments args, EvalContext context) {
    return Kit.list(common(input, other("intersect", args)));
  }

  private static List<Value> common(Value a, Value b) {
    Predicate<Value> inBoth = membership(b);
    return distinct(Sequences.iterate(a).stream().filter(inBoth).toList());
  }

  static Value difference(Value input, Arguments args, EvalContext context) {
    Predicate<Value> inOther = membership(other("difference", args));
    return Kit.list(distinct(Sequences.iterate(input).stream().filter(inOther.negate()).toList()));
  }

  static Value symmetricDifference(Value input, Arguments args, EvalContext context) {
    Value other = other("symmetric_difference", args);
    Value common = Kit.list(common(input, other));
    Predicate<Value> inBoth = membership(common);
    return Kit.list(union(input, other).stream().filter(inBoth.negate()).toList());
  }

  private static boolean hashable(Value value) {
    return value instanceof Str || value instanceof TupleValue;
  }

  /// Membership by hash where all elements have one, so that long lists stay quick.
  private static Predicate<Value> membership(Value container) {
    List<Value> items = Sequences.iterate(container);
    Optional<DictValue> index = index(items);
    return item -> {
      if (index.isPresent() && isHashable(item)) {
        return index.get().get(item).isPresent();
      }
      return Sequences.contains(container, item);
    };
  }

  private static Optional<DictValue> index(List<Value> items) {
    DictValue index = new DictValue();
    for (Value item : items) {
      if (!isHashable(item)) {
        return Optional.empty();
      }
      index.put(item, None.NONE);
    }
    return Optional.of(index);
  }

  private static boolean isHashable(Value item) {
    try {
      Comparison.requireHashable(item);
      return true;
    } catch (PythonError unhashable) {
      return false;
    }
  }

  private static Value other(String function, Arguments args) {
    return Params.of(function, args, "b").require("b");
  }
}
