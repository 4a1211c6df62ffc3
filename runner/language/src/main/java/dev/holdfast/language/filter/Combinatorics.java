package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists out of lists: products, permutations, zips, flattening.
final class Combinatorics {
  private Combinatorics() {}

  static Value product(Value input, Arguments args, EvalContext context) {
    Value repeat = args.named().getOrDefault("repeat", Kit.number(1));
    onlyNamed("product", args, "repeat");
    List<List<Value>> once = all(input, args);
    List<List<Value>> pools = new ArrayList<>();
    for (int i = 0; i < Numbers.index(repeat); i++) {
      pools.addAll(once);
    }
    List<List<Value>> rows = List.of(List.of());
    for (List<Value> pool : pools) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value item : pool) {
          List<Value> next = new ArrayList<>(row);
          next.add(item);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return tuples(rows);
  }

  static Value permutations(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("permutations", args, "r");
    List<Value> pool = Sequences.iterate(input);
    List<List<Value>> rows = new ArrayList<>();
    int size = params.integer("r", pool.size());
    choose(pool, nonNegative(size), false, new ArrayList<>(), rows);
    return tuples(rows);
  }

  static Value combinations(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("combinations", args, "r");
    int size = nonNegative(Numbers.index(params.require("r")));
    List<List<Value>> rows = new ArrayList<>();
    choose(Sequences.iterate(input), size, true, new ArrayList<>(), rows);
    return tuples(rows);
  }

  private static int nonNegative(int size) {
    if (size < 0) {
      throw PythonError.valueError("r must be non-negative");
    }
    return size;
  }

  private static void choose(
      List<Value> pool, int size, boolean ordered, List<Integer> taken, List<List<Value>> rows) {
    if (taken.size() == size) {
      rows.add(taken.stream().map(pool::get).toList());
      return;
    }
    int from = ordered && !taken.isEmpty() ? taken.getLast() + 1 : 0;
    for (int i = from; i < pool.size(); i++) {
      if (!taken.contains(i)) {
        taken.add(i);
        choose(pool, size, ordered, taken, rows);
        taken.removeLast();
      }
    }
  }

  static Value zip(Value input, Arguments args, EvalContext context) {
    onlyNamed("zip", args, "strict");
    List<List<Value>> lists = all(input, args);
    int size = lists.stream().mapToInt(List::size).min().orElse(0);
    return tuples(rows(lists, size, None.NONE));
  }

  static Value zipLongest(Value input, Arguments args, EvalContext context) {
    onlyNamed("zip_longest", args, "fillvalue");
    List<List<Value>> lists = all(input, args);
    int size = lists.stream().mapToInt(List::size).max().orElse(0);
    return tuples(rows(lists, size, args.named().getOrDefault("fillvalue", None.NONE)));
  }

  private static List<List<Value>> rows(List<List<Value>> lists, int size, Value fill) {
    List<List<Value>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Value> row = new ArrayList<>();
      for (List<Value> list : lists) {
        row.add(i < list.size() ? list.get(i) : fill);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<List<Value>> all(Value input, Arguments args) {
    List<List<Value>> lists = new ArrayList<>();
    lists.add(Sequences.iterate(input));
    args.positional().forEach(other -> lists.add(Sequences.iterate(other)));
    return lists;
  }

  private static void onlyNamed(String function, Arguments args, String name) {
    for (String given : args.named().keySet()) {
      if (!given.equals(name)) {
        throw PythonError.typeError(
            function + "() got an unexpected keyword argument '" + given + "'");
      }
    }
  }

  private static Value tuples(List<List<Value>> rows) {
    return Kit.list(rows.stream().map(TupleValue::new).toList());
  }

  static Value flatten(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("flatten", args, "levels", "skip_nulls");
    int levels = params.get("levels").map(Numbers::index).orElse(Integer.MAX_VALUE);
    List<Value> flat = new ArrayList<>();
    flatten(Sequences.iterate(input), levels, params.truth("skip_nulls", true), flat);
    return Kit.list(flat);
  }

  static void flatten(List<Value> items, int levels, boolean skipNulls, List<Value> into) {
    for (Value item : items) {
      Optional<List<Value>> inner = Kit.sequence(item);
      if (skipNulls && isNull(item)) {
        continue;
      }
      if (inner.isPresent() && levels >= 1) {
        flatten(inner.get(), levels == Integer.MAX_VALUE ? levels : levels - 1, skipNulls, into);
      } else {
        into.add(item);
      }
    }
  }

  private static boolean isNull(Value item) {
    return item instanceof None
        || (item instanceof Str(String text, _, _) && (text.equals("None") || text.equals("null")));
  }

  static Value subelements(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("subelements", args, "subelements", "skip_missing");
    List<Value> keys = subelementKeys(params.require("subelements"));
    boolean skip = params.truth("skip_missing", false);
    List<Value> results = new ArrayList<>();
    for (Value element : subelementItems(input)) {
      List<Value> values = subelementValues(element, keys, skip);
      values.forEach(value -> results.add(TupleValue.of(element, value)));
    }
    return Kit.list(results);
  }

  private static List<Value> subelementItems(Value input) {
    Value plain = Kit.plain(input);
    if (plain instanceof DictValue dict) {
      return new ArrayList<>(dict.entries().values());
    }
    if (plain instanceof TupleValue || Kit.sequence(plain).isEmpty()) {
      throw TemplateError.filter("obj must be a list of dicts or a nested dict");
    }
    return Kit.sequence(plain).orElseThrow();
  }

  private static List<Value> subelementKeys(Value keys) {
    if (keys instanceof Str(String text, _, _)) {
      List<Value> parts = new ArrayList<>();
      for (String part : text.split("\\.", -1)) {
        parts.add(Str.of(part));
      }
      return parts;
    }
    return Kit.sequence(keys)
        .orElseThrow(() -> TemplateError.filterType("subelements must be a list or a string"));
  }

  private static List<Value> subelementValues(Value element, List<Value> keys, boolean skip) {
    Value values = element;
    for (Value key : keys) {
      Value holder = values;
      DictValue dict =
          Kit.dict(values)
              .orElseThrow(() ->
                  TemplateError.filterType(
                      "the key %s should point to a dictionary, got '%s'"
                          .formatted(Text.str(key), Text.str(holder))));
      Optional<Value> member = dict.get(key);
      if (member.isEmpty() && skip) {
        return List.of();
      }
      values =
          member.orElseThrow(() ->
              TemplateError.filter(
                  "could not find %s key in iterated item %s"
                      .formatted(Text.repr(key), Text.repr(holder))));
    }
    Value found = values;
    if (Types.name(Kit.plain(found)).equals("list")) {
      return Kit.sequence(found).orElseThrow();
    }
    throw TemplateError.filterType(
        "the key %s should point to a list, got %s"
            .formatted(Text.repr(keys.getLast()), Text.repr(found)));
  }
}
