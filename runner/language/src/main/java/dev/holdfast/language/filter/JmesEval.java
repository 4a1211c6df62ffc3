package dev.holdfast.language.filter;

import dev.holdfast.language.filter.JmesPath.Node;
import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a JMESPath query finds in a value; the filter `community.general.json_query`.
final class JmesEval {
  private JmesEval() {}

  static Value query(Value input, Arguments args, EvalContext context) {
    String expression = Text.str(Params.of("json_query", args, "expr").require("expr"));
    return eval(JmesPath.parse(expression), Kit.plain(input));
  }

  static Value eval(Node node, Value data) {
    return switch (node) {
      case Node.Current _ -> data;
      case Node.Literal(Value value) -> value;
      case Node.Field(String name) ->
          Kit.dict(data).flatMap(dict -> dict.get(name)).map(Kit::plain).orElse(None.NONE);
      case Node.Index(int index) ->
          Kit.sequence(data)
              .flatMap(items -> Sequences.at(Kit.list(items), index))
              .map(Kit::plain)
              .orElse(None.NONE);
      case Node.Slice(var start, var stop, var step) ->
          Kit.sequence(data)
              .map(
                  items -> Sequences.slice(Kit.list(items), bound(start), bound(stop), bound(step)))
              .orElse(None.NONE);
      case Node.Chain(Node left, Node right) -> eval(right, eval(left, data));
      case Node.Projection(Node left, Node right) ->
          Kit.sequence(eval(left, data)).map(items -> each(items, right)).orElse(None.NONE);
      case Node.ValueProjection(Node left, Node right) ->
          Kit.dict(eval(left, data))
              .map(dict -> each(new ArrayList<>(dict.entries().values()), right))
              .orElse(None.NONE);
      case Node.FilterProjection(Node left, Node condition, Node right) ->
          Kit.sequence(eval(left, data))
              .map(items -> each(matching(items, condition), right))
              .orElse(None.NONE);
      case Node.Flatten(Node left) ->
          Kit.sequence(eval(left, data)).map(JmesEval::flat).orElse(None.NONE);
      case Node.MultiList(List<Node> items) ->
          Kit.isNone(data)
              ? None.NONE
              : Kit.list(items.stream().map(item -> eval(item, data)).toList());
      case Node.MultiHash hash -> Kit.isNone(data) ? None.NONE : hash(hash, data);
      case Node.Compare compare -> compare(compare, data);
      case Node.And(Node left, Node right) -> {
        Value first = eval(left, data);
        yield truth(first) ? eval(right, data) : first;
      }
      case Node.Or(Node left, Node right) -> {
        Value first = eval(left, data);
        yield truth(first) ? first : eval(right, data);
      }
      case Node.Not(Node of) -> Bool.of(!truth(eval(of, data)));
      case Node.Call call -> JmesFunctions.call(call, data);
      case Node.Reference(Node of) -> eval(of, data);
    };
  }

  private static Value bound(Optional<Integer> number) {
    return number.<Value>map(Int::of).orElse(None.NONE);
  }

  private static Value each(List<Value> items, Node right) {
    List<Value> found = new ArrayList<>();
    for (Value item : items) {
      Value value = eval(right, Kit.plain(item));
      if (!Kit.isNone(value)) {
        found.add(value);
      }
    }
    return Kit.list(found);
  }

  private static List<Value> matching(List<Value> items, Node condition) {
    return items.stream().filter(item -> truth(eval(condition, Kit.plain(item)))).toList();
  }

  private static Value flat(List<Value> items) {
    List<Value> flat = new ArrayList<>();
    for (Value item : items) {
      if (Kit.plain(item) instanceof ListValue inner) {
        flat.addAll(inner.items());
      } else {
        flat.add(item);
      }
    }
    return Kit.list(flat);
  }

  private static Value hash(Node.MultiHash hash, Value data) {
    DictValue dict = new DictValue();
    for (int i = 0; i < hash.names().size(); i++) {
      dict.put(hash.names().get(i), eval(hash.values().get(i), data));
    }
    return dict;
  }

  private static Value compare(Node.Compare compare, Value data) {
    Value left = eval(compare.left(), data);
    Value right = eval(compare.right(), data);
    return switch (compare.operator()) {
      case "==" -> Bool.of(same(left, right));
      case "!=" -> Bool.of(!same(left, right));
      default ->
          (left instanceof Str && right instanceof Str) || (isNumber(left) && isNumber(right))
              ? Bool.of(Comparison.holds(compare.operator(), left, right))
              : None.NONE;
    };
  }

  private static boolean same(Value left, Value right) {
    boolean mixed = left instanceof Bool != right instanceof Bool;
    return !mixed && Comparison.equal(left, right);
  }

  private static boolean isNumber(Value value) {
    return Types.isNumber(value) && !(value instanceof Bool);
  }

  /// False are: null, false, and whatever is empty; zero is true.
  static boolean truth(Value value) {
    return switch (value) {
      case None _ -> false;
      case Bool bool -> bool.value();
      case Str(String text, _, _) -> !text.isEmpty();
      case ListValue list -> !list.items().isEmpty();
      case DictValue dict -> !dict.isEmpty();
      default -> true;
    };
  }
}
