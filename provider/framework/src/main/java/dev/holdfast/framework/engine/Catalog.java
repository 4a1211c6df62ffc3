package dev.holdfast.framework.engine;

import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The types of a provider by name.
///
/// Most processes are asked for a few types only, so a schema is built when it is first needed.
final class Catalog<D> {

  private final Provider<D> provider;
  private final Map<String, Resource<D>> resources;
  private final Map<String, DataSource<D>> dataSources;
  private final Map<String, EphemeralResource<D>> ephemerals;
  private final Map<String, ListResource<D>> lists;
  private final Map<String, Action<D>> actions;
  private final Map<String, Function> functions;
  private final Map<Key, Shape> shapes = new ConcurrentHashMap<>();

  private record Key(String family, String name) {}

  Catalog(Provider<D> provider) {
    this.provider = provider;
    this.resources = byName(provider.resources(), Resource::typeName);
    this.dataSources = byName(provider.dataSources(), DataSource::typeName);
    this.ephemerals = byName(provider.ephemeralResources(), EphemeralResource::typeName);
    this.lists = byName(provider.listResources(), ListResource::typeName);
    this.actions = byName(provider.actions(), Action::typeName);
    this.functions = byName(provider.functions(), function -> function.signature().name());
  }

  private static <T> Map<String, T> byName(
      List<T> types, java.util.function.Function<T, String> name) {
    Map<String, T> found = new LinkedHashMap<>();
    for (T type : types) {
      if (found.put(name.apply(type), type) != null) {
        throw new IllegalArgumentException("two types are named " + name.apply(type));
      }
    }
    return found;
  }

  Provider<D> provider() {
    return provider;
  }

  Shape providerShape() {
    return shape("provider", "", provider::schema);
  }

  Resource<D> resource(String name) {
    return find(resources, "resource type", name);
  }

  Shape shape(Resource<D> resource) {
    return shape("resource", resource.typeName(), resource::schema);
  }

  DataSource<D> dataSource(String name) {
    return find(dataSources, "data source", name);
  }

  Shape shape(DataSource<D> dataSource) {
    return shape("data", dataSource.typeName(), dataSource::schema);
  }

  EphemeralResource<D> ephemeral(String name) {
    return find(ephemerals, "ephemeral resource type", name);
  }

  Shape shape(EphemeralResource<D> ephemeral) {
    return shape("ephemeral", ephemeral.typeName(), ephemeral::schema);
  }

  ListResource<D> list(String name) {
    return find(lists, "list resource type", name);
  }

  Shape shape(ListResource<D> list) {
    return shape("list", list.typeName(), list::schema);
  }

  Action<D> action(String name) {
    return find(actions, "action type", name);
  }

  Shape shape(Action<D> action) {
    return shape("action", action.typeName(), action::schema);
  }

  Function function(String name) {
    return find(functions, "function", name);
  }

  private static <T> T find(Map<String, T> types, String family, String name) {
    T found = types.get(name);
    if (found == null) {
      throw new RefusedException(
          "Unknown " + family,
          "This provider version has no " + family + " named \"" + name + "\".");
    }
    return found;
  }

  private Shape shape(String family, String name, Supplier<Schema> schema) {
    return shapes.computeIfAbsent(new Key(family, name), _ -> Shape.of(schema.get()));
  }

  ProviderSchemas schemas() {
    Map<String, Function.Signature> signatures = new LinkedHashMap<>();
    functions.forEach((name, function) -> signatures.put(name, function.signature()));
    Map<String, IdentitySchema> identities = new LinkedHashMap<>();
    resources.forEach((name, resource) -> {
      if (resource instanceof Identified identified) {
        identities.put(name, identified.identitySchema());
      }
    });
    return new ProviderSchemas(
        providerShape().schema(),
        schemas(resources, this::shape),
        schemas(dataSources, this::shape),
        schemas(ephemerals, this::shape),
        schemas(lists, this::shape),
        schemas(actions, this::shape),
        signatures,
        identities);
  }

  private static <T> Map<String, Schema> schemas(
      Map<String, T> types, java.util.function.Function<T, Shape> shape) {
    Map<String, Schema> found = new LinkedHashMap<>();
    types.forEach((name, type) -> found.put(name, shape.apply(type).schema()));
    return found;
  }
}
