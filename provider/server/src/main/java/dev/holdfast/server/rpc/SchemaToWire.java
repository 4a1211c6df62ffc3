package dev.holdfast.server.rpc;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.TypeJson;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.proto.tfplugin6.ResourceIdentitySchema;
import dev.holdfast.proto.tfplugin6.Schema.NestedBlock;
import dev.holdfast.proto.tfplugin6.StringKind;

/// Schemas and identity schemas as the protocol describes them.
///
/// A deprecation is a flag on the wire; its text has no field before protocol 6.11.
final class SchemaToWire {
  private SchemaToWire() {}

  static dev.holdfast.proto.tfplugin6.Schema schema(Schema schema) {
    var block =
        body(schema.body())
            .setVersion(schema.version())
            .setDescription(CleanText.of(schema.doc()))
            .setDescriptionKind(StringKind.MARKDOWN)
            .setDeprecated(schema.deprecation().isPresent());
    return dev.holdfast.proto.tfplugin6.Schema.newBuilder()
        .setVersion(schema.version())
        .setBlock(block)
        .build();
  }

  private static dev.holdfast.proto.tfplugin6.Schema.Block.Builder body(Body body) {
    var message = dev.holdfast.proto.tfplugin6.Schema.Block.newBuilder();
    body.attributes().forEach(attribute -> message.addAttributes(attribute(attribute)));
    body.blocks().forEach(block -> message.addBlockTypes(block(block)));
    return message;
  }

  private static dev.holdfast.proto.tfplugin6.Schema.Attribute attribute(Attribute attribute) {
    var message =
        dev.holdfast.proto.tfplugin6.Schema.Attribute.newBuilder()
            .setName(attribute.name())
            .setDescription(CleanText.of(attribute.doc()))
            .setDescriptionKind(StringKind.MARKDOWN)
            .setRequired(attribute.presence().isRequired())
            .setOptional(attribute.presence().isOptional())
            .setComputed(attribute.presence().isComputed())
            .setSensitive(attribute.flags().sensitive())
            .setWriteOnly(attribute.flags().writeOnly())
            .setDeprecated(attribute.flags().deprecation().isPresent());
    switch (attribute.type()) {
      case AttributeType.Plain(Type type) -> message.setType(type(type));
      case AttributeType.Nested nested -> message.setNestedType(nested(nested));
    }
    return message.build();
  }

  private static dev.holdfast.proto.tfplugin6.Schema.Object nested(AttributeType.Nested nested) {
    var message =
        dev.holdfast.proto.tfplugin6.Schema.Object.newBuilder()
            .setNesting(
                switch (nested.nesting()) {
                  case SINGLE -> dev.holdfast.proto.tfplugin6.Schema.Object.NestingMode.SINGLE;
                  case LIST -> dev.holdfast.proto.tfplugin6.Schema.Object.NestingMode.LIST;
                  case SET -> dev.holdfast.proto.tfplugin6.Schema.Object.NestingMode.SET;
                  case MAP -> dev.holdfast.proto.tfplugin6.Schema.Object.NestingMode.MAP;
                  case GROUP -> throw new IllegalStateException("only blocks nest as a group");
                });
    nested.body().attributes().forEach(attribute -> message.addAttributes(attribute(attribute)));
    return message.build();
  }

  private static NestedBlock block(Block block) {
    return NestedBlock.newBuilder()
        .setTypeName(block.name())
        .setNesting(nesting(block.nesting()))
        .setMinItems(block.minItems())
        .setMaxItems(block.maxItems())
        .setBlock(
            body(block.body())
                .setDescription(CleanText.of(block.doc()))
                .setDescriptionKind(StringKind.MARKDOWN)
                .setDeprecated(block.deprecation().isPresent()))
        .build();
  }

  private static NestedBlock.NestingMode nesting(Nesting nesting) {
    return switch (nesting) {
      case SINGLE -> NestedBlock.NestingMode.SINGLE;
      case LIST -> NestedBlock.NestingMode.LIST;
      case SET -> NestedBlock.NestingMode.SET;
      case MAP -> NestedBlock.NestingMode.MAP;
      case GROUP -> NestedBlock.NestingMode.GROUP;
    };
  }

  static ResourceIdentitySchema identity(Identified.IdentitySchema schema) {
    var message = ResourceIdentitySchema.newBuilder().setVersion(schema.version());
    for (Identified.IdentityAttribute attribute : schema.attributes()) {
      message
          .addIdentityAttributesBuilder()
          .setName(attribute.name())
          .setType(type(attribute.type()))
          .setRequiredForImport(attribute.requiredForImport())
          .setOptionalForImport(!attribute.requiredForImport())
          .setDescription(CleanText.of(attribute.doc()));
    }
    return message.build();
  }

  /// The type in its JSON notation.
  static ByteString type(Type type) {
    return ToWire.bytes(TypeJson.encode(type));
  }
}
