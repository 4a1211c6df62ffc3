package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.proto.tfplugin6.CallFunction;
import dev.holdfast.proto.tfplugin6.Diagnostic;
import dev.holdfast.proto.tfplugin6.FunctionError;

/// Functions.
final class FunctionCalls {
  private FunctionCalls() {}

  static CallFunction.Response call(Session session, CallFunction.Request request) {
    Rpc.FunctionAnswer answer =
        session.callFunction(request.getName(), FromWire.values(request.getArgumentsList()));
    var message = CallFunction.Response.newBuilder();
    if (!answer.result().isAbsent()) {
      message.setResult(ToWire.value(answer.result()));
    }
    answer.error().ifPresent(error -> message.setError(written(error)));
    return message.build();
  }

  private static FunctionError written(Rpc.FunctionError error) {
    var message = FunctionError.newBuilder().setText(CleanText.of(error.text()));
    error.argument().ifPresent(message::setFunctionArgument);
    return message.build();
  }

  /// Function calls have no diagnostics, only an error text.
  static CallFunction.Response failed(Diagnostic failure) {
    String text = failure.getSummary() + ". " + failure.getDetail();
    return CallFunction.Response.newBuilder()
        .setError(FunctionError.newBuilder().setText(text))
        .build();
  }
}
