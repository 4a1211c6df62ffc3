package dev.holdfast.app.train;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.JsonValues;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.Diagnostic;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import dev.holdfast.proto.tfplugin6.ImportResourceState;
import dev.holdfast.proto.tfplugin6.PlanResourceChange;
import dev.holdfast.proto.tfplugin6.ProviderGrpc.ProviderBlockingStub;
import dev.holdfast.proto.tfplugin6.RawState;
import dev.holdfast.proto.tfplugin6.ReadResource;
import dev.holdfast.proto.tfplugin6.UpgradeResourceState;
import dev.holdfast.proto.tfplugin6.ValidateResourceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One object of a resource type, led through its life with the calls that Terraform makes.
///
/// An error diagnostic fails the session: what is trained has to be what users meet.
final class ResourceSession {

  private final Supplier<ProviderBlockingStub> provider;
  private final String typeName;
  private final Type.Obj type;

  private Value state = Values.NULL;
  private ByteString privateState = ByteString.EMPTY;

  ResourceSession(Supplier<ProviderBlockingStub> provider, String typeName, Type.Obj type) {
    this.provider = provider;
    this.typeName = typeName;
    this.type = type;
  }

  /// A string attribute of the object as it is now.
  String text(String attribute) {
    return Values.string(Values.attribute(state, attribute))
        .orElseThrow(() -> new PluginFailure(typeName + " has no " + attribute));
  }

  /// Plans and applies a configuration in JSON; creates the object or changes it.
  void apply(String json) {
    Value config = JsonValues.decodeLenient(type, Bytes.utf8(json));
    validate(config);
    if (!state.isNull()) {
      refresh();
    }
    Value proposed = Proposal.of(state, config);
    validate(config);
    PlanResourceChange.Response first = plan(proposed, config);
    PlanResourceChange.Response second = plan(proposed, config);
    if (!first.getPlannedState().equals(second.getPlannedState())) {
      throw new PluginFailure("Two plans of the same change differ for " + typeName);
    }
    change(second.getPlannedState(), config, second.getPlannedPrivate());
  }

  void destroy() {
    refresh();
    PlanResourceChange.Response plan = plan(Values.NULL, Values.NULL);
    change(plan.getPlannedState(), Values.NULL, plan.getPlannedPrivate());
    if (!state.isNull()) {
      throw new PluginFailure("A destroyed object of " + typeName + " has a state");
    }
  }

  /// Imports the object that the id names, as if it had not been known.
  void adopt(String id) {
    ImportResourceState.Response answer =
        provider
            .get()
            .importResourceState(
                ImportResourceState.Request.newBuilder()
                    .setTypeName(typeName)
                    .setId(id)
                    .setClientCapabilities(capabilities())
                    .build());
    check("import", answer.getDiagnosticsList());
    state = decode(answer.getImportedResources(0).getState());
    privateState = answer.getImportedResources(0).getPrivate();
    read();
  }

  private void refresh() {
    UpgradeResourceState.Response upgraded =
        provider
            .get()
            .upgradeResourceState(
                UpgradeResourceState.Request.newBuilder()
                    .setTypeName(typeName)
                    .setRawState(
                        RawState.newBuilder()
                            .setJson(ByteString.copyFrom(JsonValues.encode(type, state).toArray())))
                    .build());
    check("upgrade", upgraded.getDiagnosticsList());
    read();
  }

  private void read() {
    ReadResource.Response answer =
        provider
            .get()
            .readResource(
                ReadResource.Request.newBuilder()
                    .setTypeName(typeName)
                    .setCurrentState(encode(state))
                    .setPrivate(privateState)
                    .setClientCapabilities(capabilities())
                    .build());
    check("read", answer.getDiagnosticsList());
    state = decode(answer.getNewState());
    privateState = answer.getPrivate();
  }

  private void validate(Value config) {
    check(
        "validate",
        provider
            .get()
            .validateResourceConfig(
                ValidateResourceConfig.Request.newBuilder()
                    .setTypeName(typeName)
                    .setConfig(encode(config))
                    .setClientCapabilities(capabilities())
                    .build())
            .getDiagnosticsList());
  }

  private PlanResourceChange.Response plan(Value proposed, Value config) {
    PlanResourceChange.Response answer =
        provider
            .get()
            .planResourceChange(
                PlanResourceChange.Request.newBuilder()
                    .setTypeName(typeName)
                    .setPriorState(encode(state))
                    .setProposedNewState(encode(proposed))
                    .setConfig(encode(config))
                    .setPriorPrivate(privateState)
                    .setClientCapabilities(capabilities())
                    .build());
    check("plan", answer.getDiagnosticsList());
    return answer;
  }

  private void change(DynamicValue planned, Value config, ByteString plannedPrivate) {
    ApplyResourceChange.Response answer =
        provider
            .get()
            .applyResourceChange(
                ApplyResourceChange.Request.newBuilder()
                    .setTypeName(typeName)
                    .setPriorState(encode(state))
                    .setPlannedState(planned)
                    .setConfig(encode(config))
                    .setPlannedPrivate(plannedPrivate)
                    .build());
    check("apply", answer.getDiagnosticsList());
    state = decode(answer.getNewState());
    privateState = answer.getPrivate();
  }

  private DynamicValue encode(Value value) {
    return Wire.encode(type, value);
  }

  private Value decode(DynamicValue value) {
    return Msgpack.decode(type, Bytes.of(value.getMsgpack().toByteArray()));
  }

  private static ClientCapabilities capabilities() {
    return ClientCapabilities.newBuilder().setWriteOnlyAttributesAllowed(true).build();
  }

  private void check(String call, List<Diagnostic> diagnostics) {
    Wire.check(call + " of " + typeName, diagnostics);
  }

  /// What Terraform proposes for a change: the configuration, and what it leaves out as it was.
  private static final class Proposal {

    static Value of(Value prior, Value config) {
      return switch (config) {
        case Value.Null _ -> prior;
        case Value.Obj(var attributes) when prior instanceof Value.Obj(var before) ->
            new Value.Obj(merge(before, attributes));
        case Value.MapOf(var elements) when prior instanceof Value.MapOf(var before) ->
            new Value.MapOf(merge(before, elements));
        default -> config;
      };
    }

    private static Map<String, Value> merge(Map<String, Value> prior, Map<String, Value> config) {
      Map<String, Value> merged = new LinkedHashMap<>();
      config.forEach(
          (name, value) -> merged.put(name, of(prior.getOrDefault(name, Values.NULL), value)));
      return merged;
    }
  }
}
