package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A provider made of lists that a test fills; its data is the text of its `endpoint`.
final class TestProvider implements Provider<String> {

  final List<Resource<String>> resources = new ArrayList<>();
  final List<DataSource<String>> dataSources = new ArrayList<>();
  final List<EphemeralResource<String>> ephemeralResources = new ArrayList<>();
  final List<Function> functions = new ArrayList<>();
  final List<ListResource<String>> listResources = new ArrayList<>();
  final List<Action<String>> actions = new ArrayList<>();

  @Override
  public String name() {
    return "test";
  }

  @Override
  public Schema schema() {
    return Schema.of(
        "A provider for tests.",
        Attribute.optional("endpoint", Type.STRING, "Where."),
        Attribute.optional("token", Type.STRING, "Secret.").sensitive());
  }

  @Override
  public Optional<String> configure(Value.Obj config, Setup setup, Diagnostics diagnostics) {
    return Values.string(config.get("endpoint"));
  }

  @Override
  public List<Resource<String>> resources() {
    return resources;
  }

  @Override
  public List<DataSource<String>> dataSources() {
    return dataSources;
  }

  @Override
  public List<EphemeralResource<String>> ephemeralResources() {
    return ephemeralResources;
  }

  @Override
  public List<Function> functions() {
    return functions;
  }

  @Override
  public List<ListResource<String>> listResources() {
    return listResources;
  }

  @Override
  public List<Action<String>> actions() {
    return actions;
  }
}
