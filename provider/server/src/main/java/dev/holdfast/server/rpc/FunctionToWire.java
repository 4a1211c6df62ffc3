package dev.holdfast.server.rpc;

import dev.holdfast.framework.resource.Function;
import dev.holdfast.proto.tfplugin6.StringKind;

/// Function signatures as the protocol describes them.
final class FunctionToWire {
  private FunctionToWire() {}

  static dev.holdfast.proto.tfplugin6.Function function(Function.Signature signature) {
    var message =
        dev.holdfast.proto.tfplugin6.Function.newBuilder()
            .setSummary(CleanText.of(signature.summary()))
            .setDescription(CleanText.of(signature.doc()))
            .setDescriptionKind(StringKind.MARKDOWN);
    message.getReturnBuilder().setType(SchemaToWire.type(signature.returns()));
    signature.parameters().forEach(parameter -> message.addParameters(parameter(parameter)));
    signature.variadic().ifPresent(rest -> message.setVariadicParameter(parameter(rest)));
    return message.build();
  }

  private static dev.holdfast.proto.tfplugin6.Function.Parameter parameter(
      Function.Parameter parameter) {
    return dev.holdfast.proto.tfplugin6.Function.Parameter.newBuilder()
        .setName(parameter.name())
        .setType(SchemaToWire.type(parameter.type()))
        .setAllowNullValue(parameter.allowNull())
        .setAllowUnknownValues(parameter.allowUnknown())
        .setDescription(CleanText.of(parameter.doc()))
        .setDescriptionKind(StringKind.MARKDOWN)
        .build();
  }
}
