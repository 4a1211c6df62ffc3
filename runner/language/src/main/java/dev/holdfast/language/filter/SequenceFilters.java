package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Jinja2's filters for lists and dictionaries (`jinja2/filters.py`).
final class SequenceFilters {
  private SequenceFilters() {}

  static Value length(Value input, Arguments args, EvalContext context) {
    return Kit.number(Sequences.length(input));
  }

  static Value list(Value input, Arguments args, EvalContext context) {
    return Kit.list(Sequences.iterate(input));
  }

  static Value first(Value input, Arguments args, EvalContext context) {
    List<Value> items = Sequences.iterate(input);
    return items.isEmpty()
        ? context.undefined("No first item, sequence was empty.")
        : items.getFirst();
  }

  static Value last(Value input, Arguments args, EvalContext context) {
    List<Value> items = Sequences.iterate(input);
    return items.isEmpty()
        ? context.undefined("No last item, sequence was empty.")
        : items.getLast();
  }

  static Value reverse(Value input, Arguments args, EvalContext context) {
    if (Kit.plain(input) instanceof Str(String text, _, _)) {
      return Str.of(new StringBuilder(text).reverse().toString());
    }
    List<Value> items =
        Sequences.tryIterate(input)
            .orElseThrow(() -> TemplateError.filterArgument("argument must be iterable"));
    return Kit.list(items.reversed());
  }

  static Value join(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_join", args, "d", "attribute");
    List<Value> items = Sequences.iterate(input);
    UnaryOperator<Value> getter =
        params
            .get("attribute")
            .map(name -> Attributes.getter(name, Optional.empty(), context))
            .orElse(item -> item);
    return Str.of(
        items.stream()
            .map(getter)
            .map(Text::str)
            .collect(Collectors.joining(params.text("d", ""))));
  }

  static Value batch(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_batch", args, "linecount", "fill_with");
    int size = (int) NumberFilters.toDouble(params.require("linecount"));
    List<Value> batches = new ArrayList<>();
    List<Value> batch = new ArrayList<>();
    for (Value item : Sequences.iterate(input)) {
      if (batch.size() == size) {
        batches.add(Kit.list(batch));
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      Optional<Value> fill = params.get("fill_with");
      while (fill.isPresent() && batch.size() < size) {
        batch.add(fill.get());
      }
      batches.add(Kit.list(batch));
    }
    return Kit.list(batches);
  }

  static Value slice(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_slice", args, "slices", "fill_with");
    List<Value> items = Sequences.iterate(input);
    int count = (int) NumberFilters.toDouble(params.require("slices"));
    if (count == 0) {
      throw PythonError.zeroDivision("integer division or modulo by zero");
    }
    int perSlice = items.size() / count;
    int withExtra = items.size() % count;
    Optional<Value> fill = params.get("fill_with");
    List<Value> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + perSlice + (i < withExtra ? 1 : 0);
      List<Value> part = new ArrayList<>(items.subList(from, to));
      if (fill.isPresent() && i >= withExtra) {
        part.add(fill.get());
      }
      slices.add(Kit.list(part));
      from = to;
    }
    return Kit.list(slices);
  }

  static Value sort(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_sort", args, "reverse", "case_sensitive", "attribute");
    UnaryOperator<Value> key =
        Attributes.keys(params.get("attribute"), params.truth("case_sensitive", false), context);
    return Kit.list(sorted(Sequences.iterate(input), key, params.truth("reverse", false)));
  }

  static List<Value> sorted(List<Value> items, UnaryOperator<Value> key, boolean reverse) {
    record Keyed(Value key, Value item) {}
    List<Keyed> keyed = new ArrayList<>();
    items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
    Comparator<Keyed> order = (a, b) -> Comparison.order("<", a.key(), b.key());
    keyed.sort(reverse ? order.reversed() : order);
    return new ArrayList<>(keyed.stream().map(Keyed::item).toList());
  }

  static Value dictSort(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_dictsort", args, "case_sensitive", "by", "reverse");
    String by = params.text("by", "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw TemplateError.filterArgument("You can only sort by either \"key\" or \"value\"");
    }
    boolean caseSensitive = params.truth("case_sensitive", false);
    int place = by.equals("key") ? 0 : 1;
    UnaryOperator<Value> key =
        item -> {
          Value part = item instanceof TupleValue(var pair) ? pair.get(place) : item;
          return caseSensitive ? part : Attributes.ignoreCase(part);
        };
    return Kit.list(sorted(pairs(input), key, params.truth("reverse", false)));
  }

  static Value items(Value input, Arguments args, EvalContext context) {
    if (input instanceof Undefined) {
      return new ListValue();
    }
    if (Kit.dict(input).isEmpty()) {
      throw PythonError.typeError("Can only get item pairs from a mapping.");
    }
    return Kit.list(pairs(input));
  }

  static List<Value> pairs(Value input) {
    DictValue dict =
        Kit.dict(input)
            .orElseThrow(() ->
                new PythonError(
                    "AttributeError",
                    "'%s' object has no attribute 'items'".formatted(Types.name(input))));
    List<Value> pairs = new ArrayList<>();
    for (Map.Entry<Value, Value> member : Kit.members(dict)) {
      pairs.add(TupleValue.of(member.getKey(), member.getValue()));
    }
    return pairs;
  }

  static Value min(Value input, Arguments args, EvalContext context) {
    return extreme("do_min", input, args, context, 1);
  }

  static Value max(Value input, Arguments args, EvalContext context) {
    return extreme("do_max", input, args, context, -1);
  }

  private static Value extreme(
      String function, Value input, Arguments args, EvalContext context, int sign) {
    Params params = Params.of(function, args, "case_sensitive", "attribute");
    UnaryOperator<Value> key =
        Attributes.key(params.get("attribute"), params.truth("case_sensitive", false), context);
    List<Value> items = Sequences.iterate(input);
    if (items.isEmpty()) {
      return context.undefined("No aggregated item, sequence was empty.");
    }
    Value best = items.getFirst();
    Value bestKey = key.apply(best);
    for (Value item : items.subList(1, items.size())) {
      Value itemKey = key.apply(item);
      if (sign * Comparison.order(sign > 0 ? "<" : ">", itemKey, bestKey) < 0) {
        best = item;
        bestKey = itemKey;
      }
    }
    return best;
  }

  static Value sum(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_sum", args, "attribute", "start");
    UnaryOperator<Value> getter =
        params
            .get("attribute")
            .map(name -> Attributes.getter(name, Optional.empty(), context))
            .orElse(item -> item);
    Value total = params.given("start").orElse(Kit.number(0));
    if (total instanceof Str) {
      throw PythonError.typeError("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Value item : Sequences.iterate(input)) {
      total = Arithmetic.add(total, getter.apply(item));
    }
    return total;
  }

  static Value groupBy(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_groupby", args, "attribute", "default", "case_sensitive");
    Value attribute = params.require("attribute");
    boolean caseSensitive = params.truth("case_sensitive", false);
    UnaryOperator<Value> getter = Attributes.getter(attribute, params.get("default"), context);
    UnaryOperator<Value> key =
        caseSensitive ? getter : item -> Attributes.ignoreCase(getter.apply(item));
    List<Value> groups = new ArrayList<>();
    List<Value> group = new ArrayList<>();
    for (Value item : sorted(Sequences.iterate(input), key, false)) {
      if (!group.isEmpty() && !Comparison.equal(key.apply(group.getFirst()), key.apply(item))) {
        groups.add(group(group, getter));
        group = new ArrayList<>();
      }
      group.add(item);
    }
    if (!group.isEmpty()) {
      groups.add(group(group, getter));
    }
    return Kit.list(groups);
  }

  private static Value group(List<Value> group, UnaryOperator<Value> getter) {
    return new GroupValue(getter.apply(group.getFirst()), Kit.list(group));
  }

  static Value map(Value input, Arguments args, EvalContext context) {
    List<Value> mapped = new ArrayList<>();
    List<Value> items =
        input instanceof Undefined || Truth.of(input) ? Sequences.iterate(input) : List.of();
    UnaryOperator<Value> change = mapping(args, context);
    items.forEach(item -> mapped.add(change.apply(item)));
    return Kit.list(mapped);
  }

  private static UnaryOperator<Value> mapping(Arguments args, EvalContext context) {
    if (args.positional().isEmpty() && args.named().containsKey("attribute")) {
      Params params = Params.of("map", args, "attribute", "default");
      Value attribute = params.require("attribute");
      return Attributes.getter(attribute, params.get("default"), context);
    }
    if (args.positional().isEmpty()) {
      throw TemplateError.filterArgument("map requires a filter argument");
    }
    String name = Text.str(args.positional().getFirst());
    Arguments rest = rest(args, 1);
    return item -> context.filter(name, item, rest);
  }

  static Arguments rest(Arguments args, int from) {
    return new Arguments(args.positional().subList(from, args.positional().size()), args.named());
  }

  static Value select(Value input, Arguments args, EvalContext context) {
    return chosen(input, args, context, false, true);
  }

  static Value reject(Value input, Arguments args, EvalContext context) {
    return chosen(input, args, context, false, false);
  }

  static Value selectAttribute(Value input, Arguments args, EvalContext context) {
    return chosen(input, args, context, true, true);
  }

  static Value rejectAttribute(Value input, Arguments args, EvalContext context) {
    return chosen(input, args, context, true, false);
  }

  private static Value chosen(
      Value input, Arguments args, EvalContext context, boolean byAttribute, boolean wanted) {
    if (!(input instanceof Undefined) && !Truth.of(input)) {
      return new ListValue();
    }
    if (byAttribute && args.positional().isEmpty()) {
      throw TemplateError.filterArgument("Missing parameter for attribute name");
    }
    UnaryOperator<Value> getter =
        byAttribute
            ? Attributes.getter(args.positional().getFirst(), Optional.empty(), context)
            : item -> item;
    int skip = byAttribute ? 1 : 0;
    boolean plain = args.positional().size() <= skip;
    String test = plain ? "" : Text.str(args.positional().get(skip));
    Arguments rest = plain ? Arguments.NONE : rest(args, skip + 1);
    List<Value> chosen = new ArrayList<>();
    for (Value item : Sequences.iterate(input)) {
      Value value = getter.apply(item);
      boolean holds = plain ? Truth.of(value) : context.test(test, value, rest);
      if (holds == wanted) {
        chosen.add(item);
      }
    }
    return Kit.list(chosen);
  }

  static Value attribute(Value input, Arguments args, EvalContext context) {
    String name = Text.str(Params.of("do_attr", args, "name").require("name"));
    Value found = context.attribute(input, name);
    boolean key = input instanceof DictValue && !(found instanceof Callable);
    return key ? context.undefined("'dict object' has no attribute '" + name + "'") : found;
  }
}
