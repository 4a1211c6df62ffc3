package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Filters that make or change dictionaries (`ansible/plugins/filter/core.py`, `mathstuff.py`).
final class DictFilters {
  private DictFilters() {}

  static Value combine(Value input, Arguments args, EvalContext context) {
    Map<String, Value> named = args.named();
    for (String name : named.keySet()) {
      if (!name.equals("recursive") && !name.equals("list_merge")) {
        throw TemplateError.filter(
            "'recursive' and 'list_merge' are the only valid keyword arguments");
      }
    }
    boolean recursive = Optional.ofNullable(named.get("recursive")).map(Truth::of).orElse(false);
    String listMerge =
        Optional.ofNullable(named.get("list_merge")).map(Text::str).orElse("replace");
    List<Value> terms = new ArrayList<>(List.of(input));
    terms.addAll(args.positional());
    List<Value> dicts = new ArrayList<>();
    Combinatorics.flatten(terms, 1, true, dicts);
    dicts.forEach(DictFilters::requireDefined);
    if (dicts.isEmpty()) {
      return new DictValue();
    }
    Value result = dicts.getLast();
    for (Value dict : dicts.reversed().subList(1, dicts.size())) {
      result = MergeHash.merge(dict, result, recursive, listMerge);
    }
    return result;
  }

  private static void requireDefined(Value value) {
    switch (value) {
      case Undefined undefined -> throw new UndefinedError(undefined);
      case DictValue dict -> dict.entries().values().forEach(DictFilters::requireDefined);
      case ListValue list -> list.items().forEach(DictFilters::requireDefined);
      default -> {
        // Other values have no undefined parts.
      }
    }
  }

  static Value dict2items(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("dict2items", args, "key_name", "value_name");
    String keyName = params.text("key_name", "key");
    String valueName = params.text("value_name", "value");
    DictValue dict =
        Kit.dict(input)
            .orElseThrow(() ->
                TemplateError.filterType(
                    "dict2items requires a dictionary, got %s instead."
                        .formatted(Kit.typeRepr(input))));
    List<Value> items = new ArrayList<>();
    for (Map.Entry<Value, Value> member : Kit.members(dict)) {
      items.add(Kit.record(keyName, member.getKey(), valueName, member.getValue()));
    }
    return Kit.list(items);
  }

  static Value items2dict(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("items2dict", args, "key_name", "value_name");
    String keyName = params.text("key_name", "key");
    String valueName = params.text("value_name", "value");
    List<Value> items =
        Kit.sequence(input)
            .orElseThrow(() ->
                TemplateError.filterType(
                    "items2dict requires a list, got %s instead.".formatted(Kit.typeRepr(input))));
    DictValue dict = new DictValue();
    for (Value item : items) {
      DictValue pair =
          Kit.dict(item)
              .orElseThrow(() ->
                  TemplateError.filterType(
                      "items2dict requires a list of dictionaries, got %s instead."
                          .formatted(Text.str(input))));
      Optional<Value> key = pair.get(keyName);
      Optional<Value> value = pair.get(valueName);
      if (key.isEmpty() || value.isEmpty()) {
        throw TemplateError.filterType(
            "items2dict requires each dictionary in the list to contain the keys '%s' and '%s', got %s instead."
                .formatted(keyName, valueName, Text.str(input)));
      }
      dict.put(key.get(), value.get());
    }
    return dict;
  }

  static Value rekeyOnMember(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("rekey_on_member", args, "key", "duplicates");
    Value key = params.require("key");
    String duplicates = params.text("duplicates", "error");
    if (!duplicates.equals("error") && !duplicates.equals("overwrite")) {
      throw TemplateError.filter(
          "duplicates parameter to rekey_on_member has unknown value: " + duplicates);
    }
    DictValue result = new DictValue();
    for (Value item : rekeyItems(input)) {
      DictValue dict =
          Kit.dict(item)
              .orElseThrow(() -> TemplateError.filterType("List item is not a valid dict"));
      Value member =
          dict.get(key)
              .orElseThrow(() -> TemplateError.filter("Key " + Text.str(key) + " was not found"));
      if (result.get(member).isPresent() && duplicates.equals("error")) {
        throw TemplateError.filter(
            "Key %s is not unique, cannot correctly turn into dict".formatted(Text.str(member)));
      }
      result.put(member, item);
    }
    return result;
  }

  private static List<Value> rekeyItems(Value input) {
    Value plain = Kit.plain(input);
    if (plain instanceof DictValue dict) {
      return new ArrayList<>(dict.entries().values());
    }
    if (plain instanceof Str) {
      throw TemplateError.filterType("Type is not a valid list, set, or dict");
    }
    return Sequences.tryIterate(plain)
        .orElseThrow(() -> TemplateError.filterType("Type is not a valid list, set, or dict"));
  }

  static Value extract(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("extract", args, "container", "morekeys");
    List<Value> keys = new ArrayList<>(List.of(input));
    Optional<Value> more = params.get("morekeys");
    if (more.isPresent()) {
      if (more.get() instanceof ListValue list) {
        keys.addAll(list.items());
      } else {
        keys.add(more.get());
      }
    }
    Value value = params.require("container");
    for (Value key : keys) {
      value = context.item(value, key);
    }
    return value;
  }

  static Value dictKv(Value input, Arguments args, EvalContext context) {
    Value key = Params.of("dict_kv", args, "key").require("key");
    DictValue dict = new DictValue();
    dict.put(key, input);
    return dict;
  }

  /// The filter `dict` of community.general: pairs to a dictionary.
  static Value fromPairs(Value input, Arguments args, EvalContext context) {
    DictValue dict = new DictValue();
    for (Value item : Sequences.iterate(input)) {
      List<Value> pair = Sequences.iterate(item);
      if (pair.size() != 2) {
        throw PythonError.valueError(
            "dictionary update sequence element #%d has length %d; 2 is required"
                .formatted(dict.size(), pair.size()));
      }
      dict.put(pair.get(0), pair.get(1));
    }
    return dict;
  }

  static Value counter(Value input, Arguments args, EvalContext context) {
    if (Types.name(Kit.plain(input)).equals("dict") || !Types.isSequence(Kit.plain(input))) {
      throw TemplateError.filter(
          "Argument for community.general.counter must be a sequence (string or list). %s is %s"
              .formatted(Text.str(input), Kit.typeRepr(input)));
    }
    DictValue counts = new DictValue();
    for (Value item : Sequences.iterate(input)) {
      try {
        Comparison.requireHashable(item);
      } catch (PythonError e) {
        throw TemplateError.filterType(
            "community.general.counter needs a sequence with hashable elements (int, float or str)."
                + " "
                + e.message());
      }
      long known =
          counts
              .get(item)
              .filter(Int.class::isInstance)
              .map(count -> ((Int) count).value().longValue())
              .orElse(0L);
      counts.put(item, Int.of(known + 1));
    }
    return counts;
  }

  static Value groupByAsDict(Value input, Arguments args, EvalContext context) {
    Value attribute = Params.of("groupby_as_dict", args, "attribute").require("attribute");
    List<Value> items =
        Kit.sequence(input).orElseThrow(() -> TemplateError.filterType("Input is not a sequence"));
    DictValue result = new DictValue();
    for (int i = 0; i < items.size(); i++) {
      int index = i;
      DictValue dict =
          Kit.dict(items.get(i))
              .orElseThrow(() ->
                  TemplateError.filterType(
                      "Sequence element #%d is not a mapping".formatted(index)));
      Value key =
          dict.get(attribute)
              .orElseThrow(() ->
                  TemplateError.filter(
                      "Attribute not contained in element #%d of sequence".formatted(index)));
      if (result.get(key).isPresent()) {
        throw TemplateError.filter(
            "Multiple sequence entries have attribute value " + Text.repr(key));
      }
      result.put(key, dict);
    }
    return result;
  }
}
