package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import dev.holdfast.language.value.YesNo;
import java.util.List;
import java.util.Optional;

/// Jinja2's tests (`jinja2/tests.py`) and ansible-core's (`plugins/test/core.py`, `mathstuff.py`).
final class CoreTests {

  private CoreTests() {}

  static boolean defined(Value input, Arguments args, EvalContext context) {
    return !(input instanceof Undefined);
  }

  static boolean undefined(Value input, Arguments args, EvalContext context) {
    return input instanceof Undefined;
  }

  static boolean none(Value input, Arguments args, EvalContext context) {
    return input instanceof None;
  }

  static boolean bool(Value input, Arguments args, EvalContext context) {
    return input instanceof Bool;
  }

  static boolean isTrue(Value input, Arguments args, EvalContext context) {
    return input == Bool.TRUE;
  }

  static boolean isFalse(Value input, Arguments args, EvalContext context) {
    return input == Bool.FALSE;
  }

  static boolean integer(Value input, Arguments args, EvalContext context) {
    return input instanceof Int;
  }

  static boolean real(Value input, Arguments args, EvalContext context) {
    return input instanceof Real;
  }

  static boolean number(Value input, Arguments args, EvalContext context) {
    return Types.isNumber(input);
  }

  static boolean string(Value input, Arguments args, EvalContext context) {
    return input instanceof Str;
  }

  static boolean mapping(Value input, Arguments args, EvalContext context) {
    return shape(input) instanceof DictValue;
  }

  static boolean sequence(Value input, Arguments args, EvalContext context) {
    Value value = shape(input);
    return Types.isSequence(value) || value instanceof DictValue || value instanceof Undefined;
  }

  static boolean iterable(Value input, Arguments args, EvalContext context) {
    return Sequences.tryIterate(input).isPresent();
  }

  private static Value shape(Value input) {
    return input instanceof ObjectValue object ? object.materialize() : input;
  }

  static boolean callable(Value input, Arguments args, EvalContext context) {
    return input instanceof Callable;
  }

  static boolean sameAs(Value input, Arguments args, EvalContext context) {
    Value other = Params.of("test_sameas", args, "other").require("other");
    boolean container =
        input instanceof ListValue || input instanceof DictValue || input instanceof ObjectValue;
    return input.equals(other)
        && (!container || System.identityHashCode(input) == System.identityHashCode(other));
  }

  static boolean escaped(Value input, Arguments args, EvalContext context) {
    return false;
  }

  static boolean odd(Value input, Arguments args, EvalContext context) {
    return Comparison.equal(Arithmetic.modulo(input, Kit.number(2)), Kit.number(1));
  }

  static boolean even(Value input, Arguments args, EvalContext context) {
    return Comparison.equal(Arithmetic.modulo(input, Kit.number(2)), Kit.number(0));
  }

  static boolean divisibleBy(Value input, Arguments args, EvalContext context) {
    Value divisor = Params.of("test_divisibleby", args, "num").require("num");
    return Comparison.equal(Arithmetic.modulo(input, divisor), Kit.number(0));
  }

  static boolean lower(Value input, Arguments args, EvalContext context) {
    String text = Text.str(input);
    return text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isLowerCase);
  }

  static boolean upper(Value input, Arguments args, EvalContext context) {
    String text = Text.str(input);
    return text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isUpperCase);
  }

  static boolean equal(Value input, Arguments args, EvalContext context) {
    return Comparison.equal(input, other("eq", args));
  }

  static boolean unequal(Value input, Arguments args, EvalContext context) {
    return !Comparison.equal(input, other("ne", args));
  }

  static boolean greater(Value input, Arguments args, EvalContext context) {
    return Comparison.holds(">", input, other("gt", args));
  }

  static boolean greaterOrEqual(Value input, Arguments args, EvalContext context) {
    return Comparison.holds(">=", input, other("ge", args));
  }

  static boolean less(Value input, Arguments args, EvalContext context) {
    return Comparison.holds("<", input, other("lt", args));
  }

  static boolean lessOrEqual(Value input, Arguments args, EvalContext context) {
    return Comparison.holds("<=", input, other("le", args));
  }

  static boolean in(Value input, Arguments args, EvalContext context) {
    return Sequences.contains(Params.of("test_in", args, "seq").require("seq"), input);
  }

  static boolean contains(Value input, Arguments args, EvalContext context) {
    return Sequences.contains(input, Params.of("contains", args, "value").require("value"));
  }

  private static Value other(String function, Arguments args) {
    return Params.of(function, args, "b").require("b");
  }

  static boolean isFilter(Value input, Arguments args, EvalContext context) {
    return input instanceof Str(String name, _, _) && Filters.ALL.containsKey(name);
  }

  static boolean isTest(Value input, Arguments args, EvalContext context) {
    return input instanceof Str(String name, _, _) && Tests.ALL.containsKey(name);
  }

  static boolean any(Value input, Arguments args, EvalContext context) {
    return Sequences.iterate(input).stream().anyMatch(Truth::of);
  }

  static boolean all(Value input, Arguments args, EvalContext context) {
    return Sequences.iterate(input).stream().allMatch(Truth::of);
  }

  static boolean truthy(Value input, Arguments args, EvalContext context) {
    boolean convert = Params.of("truthy", args, "convert_bool").truth("convert_bool", false);
    Optional<Boolean> converted = convert ? boolLike(input) : Optional.empty();
    return converted.orElseGet(() -> Truth.of(input));
  }

  static boolean falsy(Value input, Arguments args, EvalContext context) {
    return !truthy(input, args, context);
  }

  private static Optional<Boolean> boolLike(Value input) {
    Value plain = Kit.plain(input);
    if (plain instanceof Str text) {
      return YesNo.of(text.text());
    }
    return Numbers.asDouble(plain).filter(n -> n == 0 || n == 1).map(n -> n == 1);
  }

  static boolean nan(Value input, Arguments args, EvalContext context) {
    return input instanceof Real(double number) && Double.isNaN(number);
  }

  static boolean subset(Value input, Arguments args, EvalContext context) {
    return holdsAll(other("issubset", args), input);
  }

  static boolean superset(Value input, Arguments args, EvalContext context) {
    return holdsAll(input, other("issuperset", args));
  }

  private static boolean holdsAll(Value large, Value small) {
    List<Value> items = Sequences.iterate(large);
    items.forEach(Comparison::requireHashable);
    Value list = Kit.list(items);
    List<Value> parts = Sequences.iterate(small);
    parts.forEach(Comparison::requireHashable);
    return parts.stream().allMatch(item -> Sequences.contains(list, item));
  }

  static boolean vaultEncrypted(Value input, Arguments args, EvalContext context) {
    return input instanceof Vaulted || input instanceof Locked;
  }

  static boolean failed(Value input, Arguments args, EvalContext context) {
    return flag(input, "failed", "failed");
  }

  static boolean succeeded(Value input, Arguments args, EvalContext context) {
    return !failed(input, args, context);
  }

  static boolean unreachable(Value input, Arguments args, EvalContext context) {
    return flag(input, "unreachable", "unreachable");
  }

  static boolean reachable(Value input, Arguments args, EvalContext context) {
    return !unreachable(input, args, context);
  }

  static boolean skipped(Value input, Arguments args, EvalContext context) {
    return flag(input, "skipped", "skipped");
  }

  private static boolean flag(Value input, String test, String key) {
    return result(input, test).get(key).map(Truth::of).orElse(false);
  }

  private static DictValue result(Value input, String test) {
    if (input instanceof Undefined || Kit.dict(input).isEmpty()) {
      throw TemplateError.filter("The '" + test + "' test expects a dictionary");
    }
    return Kit.dict(input).orElseThrow();
  }

  static boolean changed(Value input, Arguments args, EvalContext context) {
    DictValue result = result(input, "changed");
    Optional<Value> changed = result.get("changed");
    if (changed.isPresent()) {
      return Truth.of(changed.get());
    }
    List<Value> results = result.get("results").flatMap(Kit::sequence).orElse(List.of());
    return results.stream()
        .map(Kit::dict)
        .flatMap(Optional::stream)
        .anyMatch(one -> one.get("changed").map(Truth::of).orElse(false));
  }

  static boolean started(Value input, Arguments args, EvalContext context) {
    return asyncState(input, "started", context);
  }

  static boolean finished(Value input, Arguments args, EvalContext context) {
    return asyncState(input, "finished", context);
  }

  private static boolean asyncState(Value input, String test, EvalContext context) {
    Optional<Value> state = result(input, test).get(test);
    if (state.isEmpty()) {
      context.warn(
          "The '%s' test expects an async task, but a non-async task was tested".formatted(test));
      return true;
    }
    return Comparison.equal(state.get(), Kit.number(1));
  }
}
