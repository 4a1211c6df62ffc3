package dev.holdfast.acceptance.corner;

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
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A provider with one type for each group of corner cases.
record CornerProvider(World world) implements Provider<CornerData> {

  private static final Schema SCHEMA =
      Schema.of(
          "Corner cases.",
          Attribute.optional("prefix", Type.STRING, "Marks what this configuration makes."),
          Attribute.optional("token", Type.STRING, "Not shown.").sensitive());

  @Override
  public String name() {
    return "corner";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Optional<CornerData> configure(Value.Obj config, Setup setup, Diagnostics diagnostics) {
    Value prefix = config.get("prefix");
    if (prefix.equals(Value.of("refused"))) {
      diagnostics.error(Path.of("prefix"), "Unable to use the prefix", "It is refused.");
      return Optional.empty();
    }
    return Optional.of(new CornerData(world, prefix));
  }

  @Override
  public List<Resource<CornerData>> resources() {
    return List.of(
        new Shapes(), new Rules(), new Managed(), new Secrets(), new Faults(), new Versioned());
  }

  @Override
  public List<DataSource<CornerData>> dataSources() {
    return List.of(new LookupData());
  }

  @Override
  public List<EphemeralResource<CornerData>> ephemeralResources() {
    return List.of(new Token());
  }

  @Override
  public List<Function> functions() {
    return CornerFunctions.ALL;
  }

  @Override
  public List<ListResource<CornerData>> listResources() {
    return List.of(new RulesList());
  }

  @Override
  public List<Action<CornerData>> actions() {
    return List.of(new Poke());
  }
}
