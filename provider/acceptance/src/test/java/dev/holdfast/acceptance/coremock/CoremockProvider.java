package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockData.Operation;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The provider: two static types and those of a description file, each as a resource, a data
/// source, a list resource and an action.
///
/// Source of the behaviour: the documentation of HashiCorp's provider `tfcoremock`. Where that one
/// works in the folder Terraform was started in, ours is told the folder, because it lives in the
/// test's own JVM.
public final class CoremockProvider implements Provider<MockData> {

  private final Path folder;
  private final Map<String, MockSchema> types;

  private CoremockProvider(Path folder, Map<String, MockSchema> dynamic) {
    this.folder = folder;
    this.types = new TreeMap<>(dynamic);
    this.types.putAll(StaticTypes.ALL);
  }

  /// Serves the types of the folder's `dynamic_resources.json`, if it has one.
  public static CoremockProvider in(Path folder) {
    return new CoremockProvider(
        folder, DynamicResources.read(folder.resolve("dynamic_resources.json")));
  }

  @Override
  public String name() {
    return "tfcoremock";
  }

  @Override
  public Schema schema() {
    return Schema.of(
        "Makes objects of any shape.",
        Stream.concat(
                Stream.of(
                    Attribute.optional(
                        "resource_directory", Type.STRING, "Folder of managed objects."),
                    Attribute.optional(
                        "data_directory", Type.STRING, "Folder that data sources read."),
                    Attribute.optional("use_only_state", Type.BOOL, "Keep no managed objects.")),
                idLists())
            .toList());
  }

  private static Stream<Attribute> idLists() {
    return Stream.concat(
            Stream.of(Operation.values()).map(CoremockProvider::failureName),
            Stream.of("defer_changes"))
        .map(name -> Attribute.optional(name, Type.listOf(Type.STRING), "Ids that it concerns."));
  }

  private static String failureName(Operation operation) {
    return "fail_on_" + operation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<MockData> configure(Value.Obj config, Setup setup, Diagnostics diagnostics) {
    var failures = new TreeMap<Operation, Set<String>>();
    for (Operation operation : Operation.values()) {
      failures.put(operation, ids(config, failureName(operation), diagnostics));
    }
    Set<String> deferred = ids(config, "defer_changes", diagnostics);
    return diagnostics.hasErrors()
        ? Optional.empty()
        : Optional.of(new MockData(store(config), failures, deferred));
  }

  private Store store(Value.Obj config) {
    Path data =
        folder.resolve(Values.string(config.get("data_directory")).orElse("terraform.data"));
    if (Values.bool(config.get("use_only_state")).orElse(false)) {
      return new StateOnlyStore(data);
    }
    String resources = Values.string(config.get("resource_directory")).orElse("terraform.resource");
    return new DiskStore(folder.resolve(resources), data);
  }

  private static Set<String> ids(Value.Obj config, String name, Diagnostics diagnostics) {
    var path = dev.holdfast.framework.value.Path.of(name);
    if (!config.get(name).isWhollyKnown()) {
      diagnostics.error(path, "value is unknown", "unknown values are not permitted");
      return Set.of();
    }
    var ids = new HashSet<String>();
    for (Value element : config.get(name).parts()) {
      Values.string(element)
          .ifPresentOrElse(
              ids::add,
              () -> diagnostics.error(path, "element is null", "null values are not permitted"));
    }
    return ids;
  }

  @Override
  public List<Resource<MockData>> resources() {
    return each(MockResource::new);
  }

  @Override
  public List<DataSource<MockData>> dataSources() {
    return each(MockDataSource::new);
  }

  @Override
  public List<ListResource<MockData>> listResources() {
    return each(MockListResource::new);
  }

  @Override
  public List<Action<MockData>> actions() {
    return each(MockAction::new);
  }

  private <T> List<T> each(BiFunction<String, MockSchema, T> make) {
    return types.entrySet().stream()
        .map(entry -> make.apply(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }
}
