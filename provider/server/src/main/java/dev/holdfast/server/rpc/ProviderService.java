package dev.holdfast.server.rpc;

import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.CallFunction;
import dev.holdfast.proto.tfplugin6.CloseEphemeralResource;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.GenerateResourceConfig;
import dev.holdfast.proto.tfplugin6.GetFunctions;
import dev.holdfast.proto.tfplugin6.GetMetadata;
import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.holdfast.proto.tfplugin6.ImportResourceState;
import dev.holdfast.proto.tfplugin6.InvokeAction;
import dev.holdfast.proto.tfplugin6.ListResource;
import dev.holdfast.proto.tfplugin6.MoveResourceState;
import dev.holdfast.proto.tfplugin6.OpenEphemeralResource;
import dev.holdfast.proto.tfplugin6.PlanAction;
import dev.holdfast.proto.tfplugin6.PlanResourceChange;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import dev.holdfast.proto.tfplugin6.ReadDataSource;
import dev.holdfast.proto.tfplugin6.ReadResource;
import dev.holdfast.proto.tfplugin6.RenewEphemeralResource;
import dev.holdfast.proto.tfplugin6.StopProvider;
import dev.holdfast.proto.tfplugin6.UpgradeResourceIdentity;
import dev.holdfast.proto.tfplugin6.UpgradeResourceState;
import dev.holdfast.proto.tfplugin6.ValidateActionConfig;
import dev.holdfast.proto.tfplugin6.ValidateDataResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateListResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateProviderConfig;
import dev.holdfast.proto.tfplugin6.ValidateResourceConfig;
import io.grpc.stub.StreamObserver;
import java.util.List;

/// All calls of the provider service, each routed to its family.
///
/// Lambdas rather than a table of method references: they are linked when the call first comes, so
/// that the start of the process does not pay for all of them.
public final class ProviderService extends ProviderGrpc.ProviderImplBase {
  private final SchemaCalls schemas;

  public ProviderService(ServedProvider provider) {
    this.schemas = new SchemaCalls(provider.schemas());
  }

  @Override
  public void getMetadata(
      GetMetadata.Request request, StreamObserver<GetMetadata.Response> answer) {
    Answering.one(
        "GetMetadata",
        "",
        answer,
        _ -> schemas.metadata(),
        failure -> GetMetadata.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void getProviderSchema(
      GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> answer) {
    Answering.one(
        "GetProviderSchema",
        "",
        answer,
        _ -> schemas.providerSchema(),
        failure -> GetProviderSchema.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void getResourceIdentitySchemas(
      GetResourceIdentitySchemas.Request request,
      StreamObserver<GetResourceIdentitySchemas.Response> answer) {
    Answering.one(
        "GetResourceIdentitySchemas",
        "",
        answer,
        _ -> schemas.identitySchemas(),
        failure ->
            GetResourceIdentitySchemas.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void getFunctions(
      GetFunctions.Request request, StreamObserver<GetFunctions.Response> answer) {
    Answering.one(
        "GetFunctions",
        "",
        answer,
        _ -> schemas.functions(),
        failure -> GetFunctions.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void validateProviderConfig(
      ValidateProviderConfig.Request request,
      StreamObserver<ValidateProviderConfig.Response> answer) {
    Answering.one(
        "ValidateProviderConfig",
        "",
        answer,
        session -> ProviderCalls.validate(session, request),
        failure -> ValidateProviderConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void configureProvider(
      ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> answer) {
    Answering.one(
        "ConfigureProvider",
        "",
        answer,
        session -> ProviderCalls.configure(session, request),
        failure -> ConfigureProvider.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void stopProvider(
      StopProvider.Request request, StreamObserver<StopProvider.Response> answer) {
    Answering.one(
        "StopProvider",
        "",
        answer,
        ProviderCalls::stop,
        failure -> StopProvider.Response.newBuilder().setError(failure.getDetail()).build());
  }

  @Override
  public void validateResourceConfig(
      ValidateResourceConfig.Request request,
      StreamObserver<ValidateResourceConfig.Response> answer) {
    Answering.one(
        "ValidateResourceConfig",
        request.getTypeName(),
        answer,
        session -> ResourceCalls.validate(session, request),
        failure -> ValidateResourceConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void readResource(
      ReadResource.Request request, StreamObserver<ReadResource.Response> answer) {
    Answering.one(
        "ReadResource",
        request.getTypeName(),
        answer,
        session -> ResourceCalls.read(session, request),
        failure -> ReadResource.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void planResourceChange(
      PlanResourceChange.Request request, StreamObserver<PlanResourceChange.Response> answer) {
    Answering.one(
        "PlanResourceChange",
        request.getTypeName(),
        answer,
        session -> ResourceCalls.plan(session, request),
        failure -> PlanResourceChange.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void applyResourceChange(
      ApplyResourceChange.Request request, StreamObserver<ApplyResourceChange.Response> answer) {
    Answering.one(
        "ApplyResourceChange",
        request.getTypeName(),
        answer,
        session -> ResourceCalls.apply(session, request),
        failure -> ApplyResourceChange.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void upgradeResourceState(
      UpgradeResourceState.Request request, StreamObserver<UpgradeResourceState.Response> answer) {
    Answering.one(
        "UpgradeResourceState",
        request.getTypeName(),
        answer,
        session -> AdoptionCalls.upgradeState(session, request),
        failure -> UpgradeResourceState.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void upgradeResourceIdentity(
      UpgradeResourceIdentity.Request request,
      StreamObserver<UpgradeResourceIdentity.Response> answer) {
    Answering.one(
        "UpgradeResourceIdentity",
        request.getTypeName(),
        answer,
        session -> AdoptionCalls.upgradeIdentity(session, request),
        failure -> UpgradeResourceIdentity.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void importResourceState(
      ImportResourceState.Request request, StreamObserver<ImportResourceState.Response> answer) {
    Answering.one(
        "ImportResourceState",
        request.getTypeName(),
        answer,
        session -> AdoptionCalls.importState(session, request),
        failure -> ImportResourceState.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void moveResourceState(
      MoveResourceState.Request request, StreamObserver<MoveResourceState.Response> answer) {
    Answering.one(
        "MoveResourceState",
        request.getTargetTypeName(),
        answer,
        session -> AdoptionCalls.moveState(session, request),
        failure -> MoveResourceState.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void generateResourceConfig(
      GenerateResourceConfig.Request request,
      StreamObserver<GenerateResourceConfig.Response> answer) {
    Answering.one(
        "GenerateResourceConfig",
        request.getTypeName(),
        answer,
        session -> AdoptionCalls.generateConfig(session, request),
        failure -> GenerateResourceConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void validateDataResourceConfig(
      ValidateDataResourceConfig.Request request,
      StreamObserver<ValidateDataResourceConfig.Response> answer) {
    Answering.one(
        "ValidateDataResourceConfig",
        request.getTypeName(),
        answer,
        session -> DataSourceCalls.validate(session, request),
        failure ->
            ValidateDataResourceConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void readDataSource(
      ReadDataSource.Request request, StreamObserver<ReadDataSource.Response> answer) {
    Answering.one(
        "ReadDataSource",
        request.getTypeName(),
        answer,
        session -> DataSourceCalls.read(session, request),
        failure -> ReadDataSource.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void validateEphemeralResourceConfig(
      ValidateEphemeralResourceConfig.Request request,
      StreamObserver<ValidateEphemeralResourceConfig.Response> answer) {
    Answering.one(
        "ValidateEphemeralResourceConfig",
        request.getTypeName(),
        answer,
        session -> EphemeralCalls.validate(session, request),
        failure ->
            ValidateEphemeralResourceConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void openEphemeralResource(
      OpenEphemeralResource.Request request,
      StreamObserver<OpenEphemeralResource.Response> answer) {
    Answering.one(
        "OpenEphemeralResource",
        request.getTypeName(),
        answer,
        session -> EphemeralCalls.open(session, request),
        failure -> OpenEphemeralResource.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void renewEphemeralResource(
      RenewEphemeralResource.Request request,
      StreamObserver<RenewEphemeralResource.Response> answer) {
    Answering.one(
        "RenewEphemeralResource",
        request.getTypeName(),
        answer,
        session -> EphemeralCalls.renew(session, request),
        failure -> RenewEphemeralResource.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void closeEphemeralResource(
      CloseEphemeralResource.Request request,
      StreamObserver<CloseEphemeralResource.Response> answer) {
    Answering.one(
        "CloseEphemeralResource",
        request.getTypeName(),
        answer,
        session -> EphemeralCalls.close(session, request),
        failure -> CloseEphemeralResource.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void callFunction(
      CallFunction.Request request, StreamObserver<CallFunction.Response> answer) {
    Answering.one(
        "CallFunction",
        request.getName(),
        answer,
        session -> FunctionCalls.call(session, request),
        FunctionCalls::failed);
  }

  @Override
  public void validateListResourceConfig(
      ValidateListResourceConfig.Request request,
      StreamObserver<ValidateListResourceConfig.Response> answer) {
    Answering.one(
        "ValidateListResourceConfig",
        request.getTypeName(),
        answer,
        session -> ListCalls.validate(session, request),
        failure ->
            ValidateListResourceConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void listResource(
      ListResource.Request request, StreamObserver<ListResource.Event> answer) {
    Answering.many(
        "ListResource",
        request.getTypeName(),
        answer,
        (session, events) -> ListCalls.list(session, request, events),
        failure -> ListResource.Event.newBuilder().addDiagnostic(failure).build());
  }

  @Override
  public void validateActionConfig(
      ValidateActionConfig.Request request, StreamObserver<ValidateActionConfig.Response> answer) {
    Answering.one(
        "ValidateActionConfig",
        request.getTypeName(),
        answer,
        session -> ActionCalls.validate(session, request),
        failure -> ValidateActionConfig.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void planAction(PlanAction.Request request, StreamObserver<PlanAction.Response> answer) {
    Answering.one(
        "PlanAction",
        request.getActionType(),
        answer,
        session -> ActionCalls.plan(session, request),
        failure -> PlanAction.Response.newBuilder().addDiagnostics(failure).build());
  }

  @Override
  public void invokeAction(
      InvokeAction.Request request, StreamObserver<InvokeAction.Event> answer) {
    Answering.many(
        "InvokeAction",
        request.getActionType(),
        answer,
        (session, events) -> ActionCalls.invoke(session, request, events),
        failure -> ActionCalls.completed(List.of(failure)));
  }
}
