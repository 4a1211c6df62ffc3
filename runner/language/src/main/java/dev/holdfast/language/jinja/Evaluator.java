package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates expressions.
///
/// What comes out of an access chain (`a.b[c]`) is checked for unsafe text at its end, not at every
/// step: a registered result is large, and its `rc` is not text.
final class Evaluator {
  private Evaluator() {}

  /// The value of an expression; unsafe text in it marks the result of the template.
  static Value eval(Expr expr, Scope scope) {
    Value value = raw(expr, scope);
    return expr instanceof Expr.Name || expr instanceof Expr.Attribute || expr instanceof Expr.Item
        ? scope.context().rendering().taint(value)
        : value;
  }

  /// The truth of an expression. Nothing of its value gets into the result.
  static boolean test(Expr expr, Scope scope) {
    return Truth.of(raw(expr, scope));
  }

  /// The value of an expression of which nothing unsafe can get into the result.
  private static Value raw(Expr expr, Scope scope) {
    return switch (expr) {
      case Expr.Const(Value value) -> value;
      case Expr.Name(String name) -> scope.get(name);
      case Expr.Attribute(Expr of, String name) -> Members.attribute(raw(of, scope), name);
      case Expr.Item(Expr of, Expr key) -> item(raw(of, scope), key, scope);
      case Expr.Filtered filtered -> filter(filtered, Optional.empty(), scope);
      case Expr.Call(Expr callee, Expr.Args args) -> call(callee, args, scope);
      case Expr.Tested(Expr input, String name, Expr.Args args) ->
          Bool.of(scope.context().test(name, raw(input, scope), arguments(args, scope)));
      case Expr.Compare compare -> Bool.of(compare(compare, scope));
      case Expr.And(Expr left, Expr right) -> {
        Value value = eval(left, scope);
        yield Truth.of(value) ? eval(right, scope) : value;
      }
      case Expr.Or(Expr left, Expr right) -> {
        Value value = eval(left, scope);
        yield Truth.of(value) ? value : eval(right, scope);
      }
      case Expr.Unary unary -> unary(unary, scope);
      case Expr.Binary(Expr.BinaryOperator operator, Expr left, Expr right) ->
          binary(operator, eval(left, scope), eval(right, scope));
      case Expr.Concat(List<Expr> parts) -> concat(parts, scope);
      case Expr.Conditional conditional -> conditional(conditional, scope);
      case Expr.ListOf(List<Expr> items) -> new ListValue(all(items, scope));
      case Expr.TupleOf(List<Expr> items) -> new TupleValue(all(items, scope));
      case Expr.DictOf(List<Expr.Pair> pairs) -> dict(pairs, scope);
      case Expr.Slice _ -> None.NONE;
    };
  }

  private static List<Value> all(List<Expr> exprs, Scope scope) {
    List<Value> values = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      values.add(eval(expr, scope));
    }
    return values;
  }

  private static Value dict(List<Expr.Pair> pairs, Scope scope) {
    DictValue dict = new DictValue();
    for (Expr.Pair pair : pairs) {
      Value key = eval(pair.key(), scope);
      Value value = eval(pair.value(), scope);
      Comparison.requireHashable(key);
      dict.put(key, value);
    }
    return dict;
  }

  private static Value item(Value of, Expr key, Scope scope) {
    if (!(key instanceof Expr.Slice(var start, var stop, var step))) {
      return Members.item(of, eval(key, scope));
    }
    Value first = bound(start, scope);
    Value last = bound(stop, scope);
    Value by = bound(step, scope);
    return of instanceof Undefined undefined && !undefined.lenient()
        ? undefined
        : Sequences.slice(of, first, last, by);
  }

  private static Value bound(Optional<Expr> bound, Scope scope) {
    return bound.isPresent() ? eval(bound.get(), scope) : None.NONE;
  }

  /// Applies a filter, and first those it is chained to.
  ///
  /// @param block the text of a `{% filter %}` or `{% set %}` block, which the innermost filter
  ///   gets
  static Value filter(Expr.Filtered filtered, Optional<Value> block, Scope scope) {
    Value input;
    if (filtered.input().isEmpty()) {
      input = block.orElse(Str.EMPTY);
    } else if (block.isPresent() && filtered.input().get() instanceof Expr.Filtered inner) {
      input = filter(inner, block, scope);
    } else {
      input = eval(filtered.input().get(), scope);
    }
    return scope.context().filter(filtered.name(), input, arguments(filtered.args(), scope));
  }

  private static Value call(Expr callee, Expr.Args args, Scope scope) {
    Value function = raw(callee, scope);
    Value result = scope.context().call(function, arguments(args, scope));
    // What a method gives is as unsafe as what the value held.
    return function instanceof Members.BoundMethod
        ? scope.context().rendering().taint(result)
        : result;
  }

  static Arguments arguments(Expr.Args args, Scope scope) {
    if (args.isEmpty()) {
      return Arguments.NONE;
    }
    List<Value> positional = all(args.positional(), scope);
    Map<String, Value> named = new LinkedHashMap<>();
    for (Expr.Keyword keyword : args.named()) {
      named.put(keyword.name(), eval(keyword.value(), scope));
    }
    args.spread().ifPresent(spread -> positional.addAll(spread(eval(spread, scope))));
    args.mapping().ifPresent(mapping -> named.putAll(mapping(eval(mapping, scope))));
    return new Arguments(positional, named);
  }

  private static List<Value> spread(Value value) {
    return Sequences.tryIterate(value)
        .orElseThrow(() ->
            PythonError.typeError(
                "argument after * must be an iterable, not " + Types.name(value)));
  }

  private static Map<String, Value> mapping(Value value) {
    if (!(Literals.plain(value) instanceof DictValue dict)) {
      throw PythonError.typeError("argument after ** must be a mapping, not " + Types.name(value));
    }
    Map<String, Value> named = new LinkedHashMap<>();
    dict.entries()
        .forEach((key, member) -> {
          if (!(key instanceof Str(String name, _, _))) {
            throw PythonError.typeError("keywords must be strings");
          }
          named.put(name, member);
        });
    return named;
  }

  private static boolean compare(Expr.Compare compare, Scope scope) {
    Value left = raw(compare.first(), scope);
    for (Expr.Link link : compare.links()) {
      Value right = raw(link.operand(), scope);
      boolean holds =
          switch (link.operator()) {
            case "==" -> Comparison.equal(left, right);
            case "!=" -> !Comparison.equal(left, right);
            case "in" -> Sequences.contains(right, left);
            case "not in" -> !Sequences.contains(right, left);
            default -> Comparison.holds(link.operator(), left, right);
          };
      if (!holds) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private static Value unary(Expr.Unary unary, Scope scope) {
    return switch (unary.operator()) {
      case NOT -> Bool.of(!test(unary.operand(), scope));
      case NEGATE -> Arithmetic.negate(eval(unary.operand(), scope));
      case PLUS -> Arithmetic.plus(eval(unary.operand(), scope));
    };
  }

  private static Value binary(Expr.BinaryOperator operator, Value left, Value right) {
    return switch (operator) {
      case ADD -> Arithmetic.add(left, right);
      case SUBTRACT -> Arithmetic.subtract(left, right);
      case MULTIPLY -> Arithmetic.multiply(left, right);
      case DIVIDE -> Arithmetic.divide(left, right);
      case FLOOR_DIVIDE -> Arithmetic.floorDivide(left, right);
      case MODULO -> Arithmetic.modulo(left, right);
      case POWER -> Arithmetic.power(left, right);
    };
  }

  private static Value concat(List<Expr> parts, Scope scope) {
    StringBuilder out = new StringBuilder();
    for (Value part : all(parts, scope)) {
      out.append(Text.str(part));
    }
    return Str.of(out.toString());
  }

  private static Value conditional(Expr.Conditional conditional, Scope scope) {
    if (test(conditional.test(), scope)) {
      return eval(conditional.then(), scope);
    }
    Optional<Expr> otherwise = conditional.otherwise();
    if (otherwise.isPresent()) {
      return eval(otherwise.get(), scope);
    }
    return new Undefined(
        "the inline if-expression on line "
            + conditional.line()
            + " evaluated to false and no else section was defined.",
        true);
  }

  /// Assigns a value, unpacked where the target asks for it.
  static void assign(Target target, Value value, Scope scope) {
    switch (target) {
      case Target.One(String name) -> scope.set(name, value);
      case Target.Many(List<Target> targets) -> unpack(targets, value, scope);
      case Target.Member(String name, String attribute) -> {
        if (!(scope.get(name) instanceof Namespace namespace)) {
          throw TemplateError.runtime("cannot assign attribute on non-namespace object");
        }
        namespace.set(attribute, value);
      }
    }
  }

  private static void unpack(List<Target> targets, Value value, Scope scope) {
    List<Value> items =
        Sequences.tryIterate(value)
            .orElseThrow(() ->
                PythonError.typeError(
                    "cannot unpack non-iterable " + Types.name(value) + " object"));
    if (items.size() > targets.size()) {
      throw PythonError.valueError("too many values to unpack (expected " + targets.size() + ")");
    }
    if (items.size() < targets.size()) {
      throw PythonError.valueError(
          "not enough values to unpack (expected %d, got %d)"
              .formatted(targets.size(), items.size()));
    }
    for (int i = 0; i < items.size(); i++) {
      assign(targets.get(i), items.get(i), scope);
    }
  }
}
