package dev.holdfast.language.filter;

import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;

/// Python's `pprint.pformat` for containers; long texts are not split.
final class PrettyPrint {
  private static final int WIDTH = 80;

  private PrettyPrint() {}

  static String format(Value value) {
    StringBuilder out = new StringBuilder();
    format(out, value, 0, 0);
    return out.toString();
  }

  private static void format(StringBuilder out, Value value, int indent, int allowance) {
    String flat = flat(value);
    if (flat.length() <= WIDTH - indent - allowance) {
      out.append(flat);
      return;
    }
    switch (value) {
      case DictValue dict -> dict(out, dict, indent, allowance + 1);
      case ListValue list -> items(out, "[", "]", list.items(), indent, allowance + 1);
      case TupleValue(var items) ->
          items(out, "(", items.size() == 1 ? ",)" : ")", items, indent, allowance + 1);
      default -> out.append(flat);
    }
  }

  private static void dict(StringBuilder out, DictValue dict, int indent, int allowance) {
    out.append('{');
    List<Map.Entry<Value, Value>> members = sorted(dict);
    for (int i = 0; i < members.size(); i++) {
      String key = flat(members.get(i).getKey());
      boolean last = i == members.size() - 1;
      out.append(key).append(": ");
      format(out, members.get(i).getValue(), indent + 1 + key.length() + 2, last ? allowance : 1);
      out.append(last ? "" : ",\n" + " ".repeat(indent + 1));
    }
    out.append('}');
  }

  private static void items(
      StringBuilder out, String start, String end, List<Value> items, int indent, int allowance) {
    out.append(start);
    for (int i = 0; i < items.size(); i++) {
      boolean last = i == items.size() - 1;
      format(out, items.get(i), indent + 1, last ? allowance : 1);
      out.append(last ? "" : ",\n" + " ".repeat(indent + 1));
    }
    out.append(end);
  }

  private static String flat(Value value) {
    return Text.repr(ordered(value));
  }

  private static Value ordered(Value value) {
    return switch (value) {
      case DictValue dict -> {
        DictValue copy = new DictValue();
        sorted(dict).forEach(member -> copy.put(member.getKey(), ordered(member.getValue())));
        yield copy;
      }
      case ListValue list -> Kit.list(list.items().stream().map(PrettyPrint::ordered).toList());
      case TupleValue(var items) ->
          new TupleValue(items.stream().map(PrettyPrint::ordered).toList());
      default -> value;
    };
  }

  private static List<Map.Entry<Value, Value>> sorted(DictValue dict) {
    List<Map.Entry<Value, Value>> members = Kit.members(dict);
    try {
      members.sort((a, b) -> Comparison.order("<", a.getKey(), b.getKey()));
    } catch (PythonError mixed) {
      return Kit.members(dict);
    }
    return members;
  }
}
