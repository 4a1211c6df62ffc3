package dev.holdfast.language.filter;

import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How two dictionaries become one (`ansible/utils/vars.py`, `merge_hash`).
public final class MergeHash {
  private static final List<String> LIST_MERGES =
      List.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

  private MergeHash() {}

  /// @param listMerge what happens to two lists under one key
  public static Value merge(Value low, Value high, boolean recursive, String listMerge) {
    if (!LIST_MERGES.contains(listMerge)) {
      throw TemplateError.ansible(
          "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append',"
              + " 'prepend', 'append_rp' or 'prepend_rp'");
    }
    Optional<DictValue> x = Kit.dict(low);
    Optional<DictValue> y = Kit.dict(high);
    if (x.isEmpty() || y.isEmpty()) {
      throw TemplateError.ansible(
          "failed to combine variables, expected dicts but got a '%s' and a '%s': \n%s\n%s"
              .formatted(Types.name(low), Types.name(high), Text.repr(low), Text.repr(high)));
    }
    return merge(x.get(), y.get(), recursive, listMerge);
  }

  private static DictValue merge(
      DictValue low, DictValue high, boolean recursive, String listMerge) {
    if (low.isEmpty() || Comparison.equal(low, high)) {
      return DictValue.copyOf(high);
    }
    DictValue result = DictValue.copyOf(low);
    for (Map.Entry<Value, Value> member : high.entries().entrySet()) {
      Optional<Value> known = result.get(member.getKey());
      Value value = member.getValue();
      if (known.isPresent()) {
        Optional<DictValue> a = Kit.dict(known.get());
        Optional<DictValue> b = Kit.dict(value);
        if (recursive && a.isPresent() && b.isPresent()) {
          value = merge(a.get(), b.get(), true, listMerge);
        } else if (known.get() instanceof ListValue x && value instanceof ListValue y) {
          value = lists(x, y, listMerge);
        }
      }
      result.put(member.getKey(), value);
    }
    return result;
  }

  private static Value lists(ListValue low, ListValue high, String listMerge) {
    return switch (listMerge) {
      case "keep" -> low;
      case "append" -> joined(low.items(), high.items());
      case "prepend" -> joined(high.items(), low.items());
      case "append_rp" -> joined(without(low, high), high.items());
      case "prepend_rp" -> joined(high.items(), without(low, high));
      default -> high;
    };
  }

  private static List<Value> without(ListValue low, ListValue high) {
    return low.items().stream().filter(item -> !Sequences.contains(high, item)).toList();
  }

  private static Value joined(List<Value> a, List<Value> b) {
    List<Value> all = new ArrayList<>(a);
    all.addAll(b);
    return Kit.list(all);
  }
}
