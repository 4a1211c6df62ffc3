package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The provider's functions.
final class CornerFunctions {

  static final List<Function> ALL =
      List.of(
          new Simple(
              signature("join", List.of(text("by")), Optional.of(text("parts")), Type.STRING),
              CornerFunctions::join),
          new Simple(
              signature("divide", List.of(number("a"), number("b")), Optional.empty(), Type.NUMBER),
              CornerFunctions::divide),
          new Simple(
              signature(
                  "describe",
                  List.of(parameter("value", Type.DYNAMIC, true)),
                  Optional.empty(),
                  Type.objectOf(Map.of("null", Type.BOOL, "parts", Type.NUMBER))),
              CornerFunctions::describe),
          new Simple(
              signature("broken", List.of(), Optional.empty(), Type.STRING),
              _ -> {
                throw new IllegalStateException("The function went wrong");
              }));

  private CornerFunctions() {}

  private record Simple(Signature signature, Body body) implements Function {
    @Override
    public Answer call(List<Value> arguments) {
      return body.call(arguments);
    }
  }

  @FunctionalInterface
  private interface Body {
    Function.Answer call(List<Value> arguments);
  }

  private static Function.Answer join(List<Value> arguments) {
    List<String> texts =
        arguments.stream().map(value -> Values.string(value).orElseThrow()).toList();
    String joined = texts.stream().skip(1).collect(Collectors.joining(texts.getFirst()));
    return new Function.Answer.Result(Value.of(joined));
  }

  private static Function.Answer divide(List<Value> arguments) {
    BigDecimal by = Values.number(arguments.get(1)).orElseThrow();
    return by.signum() == 0
        ? new Function.Answer.Failure("Nothing can be divided by zero.", Optional.of(1))
        : new Function.Answer.Result(
            Value.of(Values.number(arguments.getFirst()).orElseThrow().divide(by)));
  }

  private static Function.Answer describe(List<Value> arguments) {
    Value value = arguments.getFirst();
    int parts = Values.content(value).parts().size();
    return new Function.Answer.Result(
        new Value.Obj(Map.of("null", Value.of(value.isNull()), "parts", Value.of(parts))));
  }

  private static Function.Signature signature(
      String name,
      List<Function.Parameter> parameters,
      Optional<Function.Parameter> variadic,
      Type returns) {
    return new Function.Signature(
        name, parameters, variadic, returns, "Function " + name + ".", "Function " + name + ".");
  }

  private static Function.Parameter text(String name) {
    return parameter(name, Type.STRING, false);
  }

  private static Function.Parameter number(String name) {
    return parameter(name, Type.NUMBER, false);
  }

  private static Function.Parameter parameter(String name, Type type, boolean allowNull) {
    return new Function.Parameter(name, type, allowNull, false, "Parameter " + name + ".");
  }
}
