package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockData.Operation;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A managed type of any shape: what it creates is what was planned, with computed values filled
/// in.
record MockResource(String typeName, MockSchema type)
    implements Resource<MockData>, Importable<MockData>, PlanModifying<MockData>, Identified {

  static final IdentitySchema IDENTITY =
      new IdentitySchema(
          0, List.of(new IdentityAttribute("id", Type.STRING, true, "Names the object.")));

  @Override
  public Schema schema() {
    return MockTables.resource(type);
  }

  @Override
  public IdentitySchema identitySchema() {
    return IDENTITY;
  }

  static Value.Obj identity(Value.Obj object) {
    return new Value.Obj(Map.of("id", object.get("id")));
  }

  @Override
  public Outcome create(Call<MockData> call, Create request) {
    Value.Obj object = ComputedValues.fill(request.plan(), type);
    if (object.get("id").isUnknown() || object.get("id").isNull()) {
      object = object.with("id", Value.of(UUID.randomUUID().toString()));
    }
    if (forcedFailure(call, Operation.CREATE, object)) {
      return Outcome.GONE;
    }
    try {
      call.data().store().create(typeName, object);
      return outcome(object, request.privateState());
    } catch (UncheckedIOException e) {
      return failed(call, Operation.CREATE, e, Outcome.GONE);
    }
  }

  @Override
  public Outcome read(Call<MockData> call, Read request) {
    Outcome unchanged = outcome(request.state(), request.privateState());
    if (forcedFailure(call, Operation.READ, request.state())) {
      return unchanged;
    }
    try {
      var reading = call.data().store().read(Store.id(request.state()), schema().type());
      return switch (reading) {
        case Store.Reading.Gone _ -> Outcome.GONE;
        case Store.Reading.AsInState _ -> unchanged;
        case Store.Reading.Found(Value.Obj object) -> outcome(object, request.privateState());
      };
    } catch (UncheckedIOException e) {
      return failed(call, Operation.READ, e, unchanged);
    }
  }

  @Override
  public Outcome update(Call<MockData> call, Update request) {
    Outcome unchanged = outcome(request.prior(), request.privateState());
    Value.Obj object = ComputedValues.fill(request.plan(), type);
    if (forcedFailure(call, Operation.UPDATE, object)) {
      return unchanged;
    }
    try {
      call.data().store().update(typeName, object);
      return outcome(object, request.privateState());
    } catch (UncheckedIOException e) {
      return failed(call, Operation.UPDATE, e, unchanged);
    }
  }

  @Override
  public Outcome delete(Call<MockData> call, Delete request) {
    Outcome unchanged = outcome(request.prior(), request.privateState());
    if (forcedFailure(call, Operation.DELETE, request.prior())) {
      return unchanged;
    }
    try {
      call.data().store().delete(Store.id(request.prior()));
      return Outcome.GONE;
    } catch (UncheckedIOException e) {
      return failed(call, Operation.DELETE, e, unchanged);
    }
  }

  @Override
  public List<Imported> importState(Call<MockData> call, Target target) {
    Value id =
        switch (target) {
          case Target.Id(String text) -> Value.of(text);
          case Target.Identity(Value.Obj identity) -> identity.get("id");
        };
    var attributes = new LinkedHashMap<String, Value>();
    schema().type().attributes().keySet().forEach(name -> attributes.put(name, Values.NULL));
    type.blocks()
        .forEach((name, block) ->
            attributes.put(
                name, block.set() ? new Value.SetOf(List.of()) : new Value.ListOf(List.of())));
    var stub = new Value.Obj(attributes).with("id", id);
    return List.of(new Imported(typeName, stub, PrivateState.EMPTY, Optional.of(identity(stub))));
  }

  @Override
  public void modifyPlan(Call<MockData> call, ResourcePlan plan) {
    boolean deferred =
        Values.object(plan.planned())
            .flatMap(object -> Values.string(object.get("id")))
            .filter(call.data().deferred()::contains)
            .isPresent();
    if (!deferred) {
      return;
    }
    if (call.client().deferralAllowed()) {
      plan.defer(Deferral.RESOURCE_CONFIG_UNKNOWN);
    } else {
      call.diagnostics()
          .error(
              Path.of("id"),
              "Invalid resource deferral",
              "This id is listed in defer_changes, but the calling Terraform takes no deferred"
                  + " answers.");
    }
  }

  private static Outcome outcome(Value.Obj object, PrivateState privateState) {
    return Outcome.of(object, privateState).identified(identity(object));
  }

  private static boolean forcedFailure(Call<MockData> call, Operation operation, Value.Obj object) {
    boolean fails = call.data().fails(operation, Store.id(object));
    if (fails) {
      call.diagnostics().error(summary(operation), "forced failure");
    }
    return fails;
  }

  private static Outcome failed(
      Call<MockData> call, Operation operation, UncheckedIOException e, Outcome outcome) {
    call.diagnostics().error(summary(operation), String.valueOf(e.getMessage()));
    return outcome;
  }

  private static String summary(Operation operation) {
    return switch (operation) {
      case CREATE -> "failed to create resource";
      case READ -> "failed to read resource";
      case UPDATE -> "failed to update resource";
      case DELETE -> "failed to delete resource";
    };
  }
}
