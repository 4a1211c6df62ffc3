package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.ConfigValidating;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.resource.StateMoving;
import dev.holdfast.framework.resource.StateUpgrading;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.ValueTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// A resource whose every ability is a function that a test may replace.
///
/// As made, it echoes: what was unknown becomes the string "assigned", a read finds what the state
/// says.
final class TestResource
    implements Resource<String>,
        PlanModifying<String>,
        Importable<String>,
        StateUpgrading,
        StateMoving,
        ConfigValidating {

  static final String NAME = "test_thing";

  private final Schema schema;
  BiFunction<Call<String>, Create, Outcome> create =
      (_, request) -> Outcome.of(assigned(request.plan()), request.privateState());
  BiFunction<Call<String>, Read, Outcome> read =
      (_, request) -> Outcome.of(request.state(), request.privateState());
  BiFunction<Call<String>, Update, Outcome> update =
      (_, request) -> Outcome.of(assigned(request.plan()), request.privateState());
  BiFunction<Call<String>, Delete, Outcome> delete = (_, _) -> Outcome.GONE;
  BiConsumer<Call<String>, ResourcePlan> modifyPlan = (_, _) -> {};
  BiFunction<Call<String>, Target, List<Imported>> importState = (_, _) -> List.of();
  BiConsumer<Value.Obj, Diagnostics> validate = (_, _) -> {};
  Map<Long, Upgrader> upgraders = Map.of();
  List<Mover> movers = List.of();

  TestResource(Schema schema) {
    this.schema = schema;
  }

  /// The object with all unknown parts filled in.
  static Value.Obj assigned(Value.Obj plan) {
    return (Value.Obj)
        ValueTree.transform(plan, (_, part) -> part.isUnknown() ? Value.of("assigned") : part);
  }

  @Override
  public String typeName() {
    return NAME;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Outcome create(Call<String> call, Create request) {
    return create.apply(call, request);
  }

  @Override
  public Outcome read(Call<String> call, Read request) {
    return read.apply(call, request);
  }

  @Override
  public Outcome update(Call<String> call, Update request) {
    return update.apply(call, request);
  }

  @Override
  public Outcome delete(Call<String> call, Delete request) {
    return delete.apply(call, request);
  }

  @Override
  public void modifyPlan(Call<String> call, ResourcePlan plan) {
    modifyPlan.accept(call, plan);
  }

  @Override
  public List<Imported> importState(Call<String> call, Target target) {
    return importState.apply(call, target);
  }

  @Override
  public Map<Long, Upgrader> upgraders() {
    return upgraders;
  }

  @Override
  public List<Mover> movers() {
    return movers;
  }

  @Override
  public void validateConfig(Value.Obj config, Diagnostics diagnostics) {
    validate.accept(config, diagnostics);
  }

  /// The same resource with an identity of one string, `id`.
  record WithIdentity(TestResource thing) implements Resource<String>, Identified {

    static final Type.Obj TYPE = Type.objectOf(Map.of("id", Type.STRING));

    static Optional<Value.Obj> identity(String id) {
      return Optional.of(new Value.Obj(Map.of("id", Value.of(id))));
    }

    @Override
    public IdentitySchema identitySchema() {
      return new IdentitySchema(
          1, List.of(new IdentityAttribute("id", Type.STRING, true, "The id.")));
    }

    @Override
    public Map<Long, IdentityUpgrade> identityUpgraders() {
      return Map.of(0L, (old, _) -> new Value.Obj(Map.of("id", old)));
    }

    @Override
    public String typeName() {
      return NAME;
    }

    @Override
    public Schema schema() {
      return thing.schema();
    }

    @Override
    public Outcome create(Call<String> call, Create request) {
      return thing.create(call, request);
    }

    @Override
    public Outcome read(Call<String> call, Read request) {
      return thing.read(call, request);
    }

    @Override
    public Outcome update(Call<String> call, Update request) {
      return thing.update(call, request);
    }

    @Override
    public Outcome delete(Call<String> call, Delete request) {
      return thing.delete(call, request);
    }
  }
}
