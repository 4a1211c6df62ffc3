package dev.holdfast.engine.lookup;

import dev.holdfast.language.filter.PythonRandom;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The lookups that only rearrange their terms.
///
/// Sources: `items.py`, `dict.py`, `indexed_items.py`, `random_choice.py`, `nested.py` and
/// `together.py` of `ansible/plugins/lookup`; `cartesian` and `flattened` of community.general.
final class ListLookups {
  private ListLookups() {}

  static List<Value> dict(List<Value> terms) {
    List<Value> items = new ArrayList<>();
    for (Value term : terms) {
      DictValue dict =
          Terms.dict(term).orElseThrow(() -> TemplateError.ansible("with_dict expects a dict"));
      dict.entries().forEach((key, value) -> items.add(item(key, value)));
    }
    return items;
  }

  private static DictValue item(Value key, Value value) {
    DictValue item = new DictValue();
    item.put("key", key);
    item.put("value", value);
    return item;
  }

  static List<Value> indexed(List<Value> terms) {
    List<Value> items = Terms.flatten(terms);
    return IntStream.range(0, items.size())
        .<Value>mapToObj(index -> TupleValue.of(Int.of(index), items.get(index)))
        .toList();
  }

  static List<Value> randomChoice(List<Value> terms) {
    return terms.isEmpty() ? terms : List.of(PythonRandom.secure().choice(terms));
  }

  /// The nth members of all lists together; a list that is too short gives `None`.
  static List<Value> together(List<Value> terms, Templar templar) {
    if (terms.isEmpty()) {
      throw TemplateError.ansible("with_together requires at least one element in each list");
    }
    List<List<Value>> lists = lists(terms, templar);
    int length = lists.stream().mapToInt(List::size).max().orElse(0);
    List<Value> rows = new ArrayList<>(length);
    for (int row = 0; row < length; row++) {
      List<Value> members = new ArrayList<>(lists.size());
      for (List<Value> list : lists) {
        members.add(row < list.size() ? list.get(row) : None.NONE);
      }
      rows.add(new ListValue(Terms.flatten(members)));
    }
    return rows;
  }

  private static List<List<Value>> lists(List<Value> terms, Templar templar) {
    return terms.stream().map(term -> Terms.listify(term, templar)).toList();
  }

  /// Every combination; members that are lists are taken apart once for every list that follows.
  static List<Value> nested(List<Value> terms, Templar templar) {
    if (terms.isEmpty()) {
      throw TemplateError.ansible("with_nested requires at least one element in the nested list");
    }
    List<List<Value>> lists = lists(terms, templar);
    List<Value> combined = lists.getFirst();
    for (List<Value> list : lists.subList(1, lists.size())) {
      combined = combine(combined, list);
    }
    return combined.stream()
        .<Value>map(row -> new ListValue(Terms.flatten(Sequences.iterate(row))))
        .toList();
  }

  private static List<Value> combine(List<Value> rows, List<Value> list) {
    List<Value> combined = new ArrayList<>(rows.size() * list.size());
    for (Value row : rows) {
      for (Value member : list) {
        combined.add(new ListValue(Terms.flatten(List.of(row, member))));
      }
    }
    return combined;
  }

  /// Every combination; members that are lists are taken apart once.
  static List<Value> cartesian(List<Value> terms, Templar templar) {
    if (terms.isEmpty()) {
      throw TemplateError.ansible("with_cartesian requires at least one element in each list");
    }
    List<List<Value>> rows = List.of(List.of());
    for (List<Value> list : lists(terms, templar)) {
      rows = product(rows, list);
    }
    return rows.stream().<Value>map(row -> new ListValue(Terms.flatten(row))).toList();
  }

  private static List<List<Value>> product(List<List<Value>> rows, List<Value> list) {
    List<List<Value>> product = new ArrayList<>(rows.size() * list.size());
    for (List<Value> row : rows) {
      for (Value member : list) {
        List<Value> longer = new ArrayList<>(row);
        longer.add(member);
        product.add(longer);
      }
    }
    return product;
  }

  /// The terms without any lists around them; what follows a term that says `None` is left out.
  static List<Value> flattened(List<Value> terms, Templar templar) {
    List<Value> flat = new ArrayList<>();
    for (Value term : terms) {
      Value inner = unwrap(term);
      if (inner instanceof Str str) {
        if (str.text().equals("None") || str.text().equals("null")) {
          break;
        }
        List<Value> listed = Terms.listify(str, templar);
        inner = listed.size() == 1 && listed.getFirst().equals(str) ? str : new ListValue(listed);
      }
      if (inner instanceof ListValue list) {
        flat.addAll(flattened(list.items(), templar));
      } else {
        flat.add(inner);
      }
    }
    return flat;
  }

  private static Value unwrap(Value term) {
    Value inner = term;
    while (inner instanceof ListValue list && list.items().size() == 1) {
      inner = list.items().getFirst();
    }
    return inner;
  }
}
