package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.ProviderSchemas;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.proto.tfplugin6.ActionSchema;
import dev.holdfast.proto.tfplugin6.GetFunctions;
import dev.holdfast.proto.tfplugin6.GetMetadata;
import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.holdfast.proto.tfplugin6.ServerCapabilities;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the provider offers. Hosts may ask for it in each process or never.
final class SchemaCalls {
  private final Supplier<ProviderSchemas> schemas;

  SchemaCalls(Supplier<ProviderSchemas> schemas) {
    this.schemas = schemas;
  }

  private static ServerCapabilities capabilities() {
    return ServerCapabilities.newBuilder()
        .setPlanDestroy(true)
        .setGetProviderSchemaOptional(true)
        .setMoveResourceState(true)
        .setGenerateResourceConfig(true)
        .build();
  }

  GetProviderSchema.Response providerSchema() {
    ProviderSchemas offered = schemas.get();
    var message =
        GetProviderSchema.Response.newBuilder()
            .setServerCapabilities(capabilities())
            .setProvider(SchemaToWire.schema(offered.provider()));
    each(offered.resources(), SchemaToWire::schema, message::putResourceSchemas);
    each(offered.dataSources(), SchemaToWire::schema, message::putDataSourceSchemas);
    each(offered.ephemeralResources(), SchemaToWire::schema, message::putEphemeralResourceSchemas);
    each(offered.listResources(), SchemaToWire::schema, message::putListResourceSchemas);
    each(offered.actions(), SchemaCalls::action, message::putActionSchemas);
    each(offered.functions(), FunctionToWire::function, message::putFunctions);
    return message.build();
  }

  private static ActionSchema action(Schema schema) {
    return ActionSchema.newBuilder().setSchema(SchemaToWire.schema(schema)).build();
  }

  GetResourceIdentitySchemas.Response identitySchemas() {
    var message = GetResourceIdentitySchemas.Response.newBuilder();
    each(schemas.get().identities(), SchemaToWire::identity, message::putIdentitySchemas);
    return message.build();
  }

  GetFunctions.Response functions() {
    var message = GetFunctions.Response.newBuilder();
    each(schemas.get().functions(), FunctionToWire::function, message::putFunctions);
    return message.build();
  }

  GetMetadata.Response metadata() {
    ProviderSchemas offered = schemas.get();
    var message = GetMetadata.Response.newBuilder().setServerCapabilities(capabilities());
    offered.resources().keySet().forEach(n -> message.addResourcesBuilder().setTypeName(n));
    offered.dataSources().keySet().forEach(n -> message.addDataSourcesBuilder().setTypeName(n));
    offered
        .ephemeralResources()
        .keySet()
        .forEach(name -> message.addEphemeralResourcesBuilder().setTypeName(name));
    offered.listResources().keySet().forEach(n -> message.addListResourcesBuilder().setTypeName(n));
    offered.actions().keySet().forEach(name -> message.addActionsBuilder().setTypeName(name));
    offered.functions().keySet().forEach(name -> message.addFunctionsBuilder().setName(name));
    return message.build();
  }

  private static <F, W> void each(
      Map<String, F> offered, Function<F, W> translation, BiConsumer<String, W> target) {
    offered.forEach((name, shape) -> target.accept(name, translation.apply(shape)));
  }
}
