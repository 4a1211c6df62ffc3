package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.CodecException;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Function.Answer;
import dev.holdfast.framework.resource.Function.Parameter;
import dev.holdfast.framework.resource.Function.Signature;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers `CallFunction`, on a session that need not be configured.
final class Functions<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Functions(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  /// The arguments do not fit the signature.
  private static final class Unfit extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1;
    private final transient Rpc.FunctionError error;

    Unfit(String text, Optional<Integer> argument) {
      super(text);
      this.error = new Rpc.FunctionError(text, argument);
    }
  }

  Rpc.FunctionAnswer call(String name, List<DynamicValue> arguments) {
    return calls.run(
        "CallFunction",
        name,
        _ -> call(catalog.function(name), arguments),
        diagnostics -> failed(new Rpc.FunctionError(text(diagnostics), Optional.empty())));
  }

  private static String text(List<Diagnostic> diagnostics) {
    return String.join(
        "\n", diagnostics.stream().map(one -> one.summary() + ": " + one.detail()).toList());
  }

  private static Rpc.FunctionAnswer failed(Rpc.FunctionError error) {
    return new Rpc.FunctionAnswer(DynamicValue.NONE, Optional.of(error));
  }

  private static Rpc.FunctionAnswer call(Function function, List<DynamicValue> sent) {
    Signature signature = function.signature();
    try {
      List<Value> arguments = arguments(signature, sent);
      return switch (function.call(arguments)) {
        case Answer.Result(Value value) -> result(signature, value);
        case Answer.Failure(String text, Optional<Integer> argument) ->
            failed(new Rpc.FunctionError(text, argument));
      };
    } catch (Unfit e) {
      return failed(e.error);
    }
  }

  private static List<Value> arguments(Signature signature, List<DynamicValue> sent) throws Unfit {
    int fixed = signature.parameters().size();
    if (sent.size() < fixed || (sent.size() > fixed && signature.variadic().isEmpty())) {
      throw new Unfit(
          "%s takes %d arguments, %d were given".formatted(signature.name(), fixed, sent.size()),
          Optional.empty());
    }
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      Parameter parameter =
          i < fixed ? signature.parameters().get(i) : signature.variadic().orElseThrow();
      arguments.add(argument(parameter, i, sent.get(i)));
    }
    return arguments;
  }

  private static Value argument(Parameter parameter, int index, DynamicValue sent) throws Unfit {
    Value value = read(parameter, index, sent);
    if (value.isNull() && !parameter.allowNull()) {
      throw new Unfit("argument " + parameter.name() + " must not be null", Optional.of(index));
    }
    if (!value.isWhollyKnown() && !parameter.allowUnknown()) {
      throw new Unfit("argument " + parameter.name() + " must be known", Optional.of(index));
    }
    return value;
  }

  private static Value read(Parameter parameter, int index, DynamicValue sent) throws Unfit {
    try {
      return Wire.read(parameter.type(), sent, "argument");
    } catch (RefusedException e) {
      throw new Unfit(
          "argument " + parameter.name() + ": " + e.diagnostic().detail(), Optional.of(index));
    }
  }

  private static Rpc.FunctionAnswer result(Signature signature, Value value) {
    try {
      return new Rpc.FunctionAnswer(Wire.write(signature.returns(), value), Optional.empty());
    } catch (CodecException e) {
      String text =
          "the result of "
              + signature.name()
              + " is not of the declared type ("
              + e.getMessage()
              + "); this is a bug in the provider";
      return failed(new Rpc.FunctionError(text, Optional.empty()));
    }
  }
}
