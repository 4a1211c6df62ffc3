package dev.holdfast.framework.engine;

import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.schema.Schema;
import java.util.Map;

/// The shapes of everything a provider serves, by type name.
public record ProviderSchemas(
    Schema provider,
    Map<String, Schema> resources,
    Map<String, Schema> dataSources,
    Map<String, Schema> ephemeralResources,
    Map<String, Schema> listResources,
    Map<String, Schema> actions,
    Map<String, Function.Signature> functions,
    Map<String, Identified.IdentitySchema> identities) {

  public ProviderSchemas {
    resources = Map.copyOf(resources);
    dataSources = Map.copyOf(dataSources);
    ephemeralResources = Map.copyOf(ephemeralResources);
    listResources = Map.copyOf(listResources);
    actions = Map.copyOf(actions);
    functions = Map.copyOf(functions);
    identities = Map.copyOf(identities);
  }
}
