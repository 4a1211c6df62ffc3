package dev.holdfast.language.filter;

import dev.holdfast.language.filter.JmesPath.Node;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The functions of JMESPath.
final class JmesFunctions {
  private JmesFunctions() {}

  static Value call(Node.Call call, Value data) {
    List<Node> args = call.args();
    UnaryOperator<Value> key = item -> JmesEval.eval(argument(call, args.size() - 1), item);
    Value first = args.isEmpty() ? None.NONE : JmesEval.eval(args.getFirst(), data);
    return switch (call.name()) {
      case "sort_by" -> Kit.list(SequenceFilters.sorted(items(first, call), key, false));
      case "max_by" -> extreme(items(first, call), key, -1);
      case "min_by" -> extreme(items(first, call), key, 1);
      case "map" -> {
        Node each = argument(call, 0);
        List<Value> items = items(JmesEval.eval(argument(call, 1), data), call);
        yield Kit.list(items.stream().map(item -> JmesEval.eval(each, item)).toList());
      }
      case "not_null" ->
          args.stream()
              .map(arg -> JmesEval.eval(arg, data))
              .filter(value -> !Kit.isNone(value))
              .findFirst()
              .orElse(None.NONE);
      case "merge" -> merge(call, data);
      default ->
          args.size() > 1 ? two(call, first, JmesEval.eval(args.get(1), data)) : one(call, first);
    };
  }

  private static Node argument(Node.Call call, int index) {
    if (index < 0 || index >= call.args().size()) {
      throw TemplateError.filter(
          "Error in jmespath.search in json_query filter plugin:\nExpected more arguments for function %s()"
              .formatted(call.name()));
    }
    return call.args().get(index);
  }

  private static Value one(Node.Call call, Value value) {
    return switch (call.name()) {
      case "abs" -> NumberFilters.absolute(value);
      case "avg" -> average(items(value, call));
      case "ceil" -> Kit.number((long) Math.ceil(number(value, call)));
      case "floor" -> Kit.number((long) Math.floor(number(value, call)));
      case "keys" -> Kit.list(Sequences.iterate(dict(value, call)));
      case "values" -> Kit.list(new ArrayList<>(dict(value, call).entries().values()));
      case "length" -> Kit.number(Sequences.length(value));
      case "max" -> extreme(items(value, call), item -> item, -1);
      case "min" -> extreme(items(value, call), item -> item, 1);
      case "reverse" ->
          value instanceof Str(String text, _, _)
              ? Str.of(new StringBuilder(text).reverse().toString())
              : Kit.list(items(value, call).reversed());
      case "sort" -> Kit.list(SequenceFilters.sorted(items(value, call), item -> item, false));
      case "sum" -> items(value, call).stream().reduce(Kit.number(0), Arithmetic::add);
      case "to_array" -> value instanceof ListValue ? value : ListValue.of(value);
      case "to_number" -> toNumber(value);
      case "to_string" ->
          value instanceof Str
              ? value
              : Str.of(JsonWriter.write(value, JsonFormat.PLAIN.withSeparators(",", ":")));
      case "type" -> Str.of(type(value));
      default -> throw unknown(call);
    };
  }

  private static Value two(Node.Call call, Value first, Value second) {
    return switch (call.name()) {
      case "contains" ->
          Bool.of(
              first instanceof Str
                  ? second instanceof Str && Sequences.contains(first, second)
                  : Sequences.contains(Kit.list(items(first, call)), second));
      case "starts_with" -> Bool.of(text(first, call).startsWith(text(second, call)));
      case "ends_with" -> Bool.of(text(first, call).endsWith(text(second, call)));
      case "join" ->
          Str.of(
              String.join(
                  text(first, call),
                  items(second, call).stream().map(item -> text(item, call)).toList()));
      default -> throw unknown(call);
    };
  }

  private static Value merge(Node.Call call, Value data) {
    DictValue merged = new DictValue();
    for (Node arg : call.args()) {
      dict(JmesEval.eval(arg, data), call).entries().forEach(merged::put);
    }
    return merged;
  }

  private static Value average(List<Value> items) {
    if (items.isEmpty()) {
      return None.NONE;
    }
    Value sum = items.stream().reduce(Kit.number(0), Arithmetic::add);
    return Arithmetic.divide(sum, Kit.number(items.size()));
  }

  private static Value extreme(List<Value> items, UnaryOperator<Value> key, int sign) {
    Value best = None.NONE;
    Value bestKey = None.NONE;
    for (Value item : items) {
      Value itemKey = key.apply(item);
      if (Kit.isNone(bestKey) || sign * Comparison.order("<", itemKey, bestKey) < 0) {
        best = item;
        bestKey = itemKey;
      }
    }
    return best;
  }

  private static Value toNumber(Value value) {
    if (Types.isNumber(value) && !(value instanceof Bool)) {
      return value;
    }
    if (!(value instanceof Str(String text, _, _))) {
      return None.NONE;
    }
    return Numbers.parseInt(text, 10)
        .<Value>map(Int::new)
        .or(() -> Numbers.parseFloat(text).map(Real::new))
        .orElse(None.NONE);
  }

  private static String type(Value value) {
    return switch (value) {
      case None _ -> "null";
      case Bool _ -> "boolean";
      case Str _ -> "string";
      case ListValue _ -> "array";
      case DictValue _ -> "object";
      default -> "number";
    };
  }

  private static List<Value> items(Value value, Node.Call call) {
    return Kit.sequence(value).orElseThrow(() -> wrong(call, value, "array"));
  }

  private static DictValue dict(Value value, Node.Call call) {
    return Kit.dict(value).orElseThrow(() -> wrong(call, value, "object"));
  }

  private static double number(Value value, Node.Call call) {
    return Numbers.asDouble(value).orElseThrow(() -> wrong(call, value, "number"));
  }

  private static String text(Value value, Node.Call call) {
    if (value instanceof Str(String text, _, _)) {
      return text;
    }
    throw wrong(call, value, "string");
  }

  private static TemplateError wrong(Node.Call call, Value value, String expected) {
    return TemplateError.filter(
        "JMESPathError in json_query filter plugin:\nIn function %s(), invalid type for value: %s, expected one of: ['%s'], received: \"%s\""
            .formatted(call.name(), Text.str(value), expected, type(value)));
  }

  private static TemplateError unknown(Node.Call call) {
    return TemplateError.filter(
        "JMESPathError in json_query filter plugin:\nUnknown function: " + call.name() + "()");
  }
}
