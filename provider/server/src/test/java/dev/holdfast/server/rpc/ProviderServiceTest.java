package dev.holdfast.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.AttributePath;
import dev.holdfast.proto.tfplugin6.CallFunction;
import dev.holdfast.proto.tfplugin6.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.CloseEphemeralResource;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.Deferred;
import dev.holdfast.proto.tfplugin6.Diagnostic;
import dev.holdfast.proto.tfplugin6.DynamicValue;
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
import dev.holdfast.proto.tfplugin6.RawState;
import dev.holdfast.proto.tfplugin6.ReadDataSource;
import dev.holdfast.proto.tfplugin6.ReadResource;
import dev.holdfast.proto.tfplugin6.RenewEphemeralResource;
import dev.holdfast.proto.tfplugin6.ResourceIdentityData;
import dev.holdfast.proto.tfplugin6.Schema;
import dev.holdfast.proto.tfplugin6.StopProvider;
import dev.holdfast.proto.tfplugin6.UpgradeResourceIdentity;
import dev.holdfast.proto.tfplugin6.UpgradeResourceState;
import dev.holdfast.proto.tfplugin6.ValidateActionConfig;
import dev.holdfast.proto.tfplugin6.ValidateDataResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateListResourceConfig;
import dev.holdfast.proto.tfplugin6.ValidateProviderConfig;
import dev.holdfast.proto.tfplugin6.ValidateResourceConfig;
import dev.holdfast.server.EchoSession;
import dev.holdfast.server.process.LaunchEnvironment;
import dev.holdfast.server.process.PluginClient;
import dev.holdfast.server.process.PluginEndpoint;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderServiceTest {
  private static final DynamicValue VALUE =
      DynamicValue.newBuilder().setMsgpack(ByteString.copyFromUtf8("value")).build();
  private static final ByteString PRIVATE = ByteString.copyFromUtf8("kept");
  private static final ResourceIdentityData IDENTITY =
      ResourceIdentityData.newBuilder()
          .setIdentityData(DynamicValue.newBuilder().setMsgpack(ByteString.copyFromUtf8("id")))
          .build();
  private static final RawState RAW =
      RawState.newBuilder().setJson(ByteString.copyFromUtf8("{\"a\":1}")).build();
  private static final ClientCapabilities DEFERRABLE =
      ClientCapabilities.newBuilder().setDeferralAllowed(true).build();

  private final PluginEndpoint endpoint = open();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final ProviderGrpc.ProviderBlockingStub provider = connect();

  private static PluginEndpoint open() {
    ServedProvider served = EchoSession.provider();
    Connections connections = new Connections(served.sessions());
    return PluginEndpoint.open(
        new LaunchEnvironment(Map.of()),
        Optional.empty(),
        new PluginEndpoint.Offer(
            List.of(ServerInterceptors.intercept(new ProviderService(served), connections)),
            connections,
            () -> {}));
  }

  private ProviderGrpc.ProviderBlockingStub connect() {
    ManagedChannel channel = PluginClient.dial(endpoint.listening());
    channels.add(channel);
    return ProviderGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    endpoint.close();
  }

  private static void assertNote(List<Diagnostic> diagnostics, String text) {
    assertThat(diagnostics)
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.getSeverity()).isEqualTo(Diagnostic.Severity.WARNING);
          assertThat(diagnostic.getSummary()).isEqualTo("Echo");
          assertThat(diagnostic.getDetail()).isEqualTo(text);
          assertThat(diagnostic.getAttribute())
              .isEqualTo(
                  AttributePath.newBuilder()
                      .addSteps(AttributePath.Step.newBuilder().setAttributeName("name"))
                      .build());
        });
  }

  private ReadResource.Response read(ProviderGrpc.ProviderBlockingStub client, String type) {
    return client.readResource(ReadResource.Request.newBuilder().setTypeName(type).build());
  }

  @Test
  void schemasOfAllKindsAreOfferedWithTheCapabilities() {
    var schema = provider.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
    assertThat(schema.getServerCapabilities().getPlanDestroy()).isTrue();
    assertThat(schema.getServerCapabilities().getGetProviderSchemaOptional()).isTrue();
    assertThat(schema.getServerCapabilities().getMoveResourceState()).isTrue();
    assertThat(schema.getServerCapabilities().getGenerateResourceConfig()).isTrue();
    assertThat(schema.getProvider().getBlock().getAttributes(0).getSensitive()).isTrue();
    Schema thing = schema.getResourceSchemasOrThrow("echo_thing");
    assertThat(thing.getVersion()).isEqualTo(3);
    assertThat(thing.getBlock().getAttributes(0).getRequired()).isTrue();
    assertThat(thing.getBlock().getAttributes(0).getType().toStringUtf8()).isEqualTo("\"string\"");
    assertThat(schema.getDataSourceSchemasMap()).containsOnlyKeys("echo_thing");
    assertThat(schema.getEphemeralResourceSchemasMap()).containsOnlyKeys("echo_secret");
    assertThat(schema.getListResourceSchemasMap()).containsOnlyKeys("echo_thing");
    assertThat(schema.getActionSchemasMap()).containsOnlyKeys("echo_knock");
    assertThat(schema.getFunctionsMap()).containsOnlyKeys("same");
  }

  @Test
  void functionsAndIdentitiesAreDescribed() {
    var functions = provider.getFunctions(GetFunctions.Request.getDefaultInstance());
    var same = functions.getFunctionsOrThrow("same");
    assertThat(same.getReturn().getType().toStringUtf8()).isEqualTo("\"string\"");
    assertThat(same.getParameters(0).getAllowNullValue()).isTrue();
    assertThat(same.getVariadicParameter().getType().toStringUtf8()).isEqualTo("\"dynamic\"");
    assertThat(same.getVariadicParameter().getAllowUnknownValues()).isTrue();
    var identity =
        provider
            .getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance())
            .getIdentitySchemasOrThrow("echo_thing");
    assertThat(identity.getVersion()).isEqualTo(2);
    assertThat(identity.getIdentityAttributes(0).getRequiredForImport()).isTrue();
    assertThat(identity.getIdentityAttributes(1).getOptionalForImport()).isTrue();
  }

  @Test
  void metadataNamesEveryType() {
    var metadata = provider.getMetadata(GetMetadata.Request.getDefaultInstance());
    assertThat(metadata.getResources(0).getTypeName()).isEqualTo("echo_thing");
    assertThat(metadata.getDataSources(0).getTypeName()).isEqualTo("echo_thing");
    assertThat(metadata.getEphemeralResources(0).getTypeName()).isEqualTo("echo_secret");
    assertThat(metadata.getListResources(0).getTypeName()).isEqualTo("echo_thing");
    assertThat(metadata.getActions(0).getTypeName()).isEqualTo("echo_knock");
    assertThat(metadata.getFunctions(0).getName()).isEqualTo("same");
    assertThat(metadata.getServerCapabilities().getPlanDestroy()).isTrue();
  }

  @Test
  void eachConnectionKeepsItsOwnConfiguration() {
    var other = connect();
    DynamicValue second =
        DynamicValue.newBuilder().setJson(ByteString.copyFromUtf8("\"second\"")).build();
    assertNote(
        provider
            .configureProvider(
                ConfigureProvider.Request.newBuilder()
                    .setTerraformVersion("1.11.4")
                    .setConfig(VALUE)
                    .setClientCapabilities(DEFERRABLE)
                    .build())
            .getDiagnosticsList(),
        "1.11.4 ClientCapabilities[deferralAllowed=true, writeOnlyAttributesAllowed=false]");
    var _ =
        other.configureProvider(ConfigureProvider.Request.newBuilder().setConfig(second).build());
    assertThat(read(provider, "config").getNewState()).isEqualTo(VALUE);
    assertThat(read(other, "config").getNewState()).isEqualTo(second);
    assertThat(read(connect(), "config").hasNewState()).isFalse();
  }

  @Test
  void stoppingReachesOneConnectionOnly() {
    var other = connect();
    assertThat(read(other, "stopped").getNewState().getMsgpack().toStringUtf8()).isEqualTo("false");
    var answer = provider.stopProvider(StopProvider.Request.getDefaultInstance());
    assertThat(answer.getError()).isEmpty();
    assertThat(read(provider, "stopped").getNewState().getMsgpack().toStringUtf8())
        .isEqualTo("true");
    assertThat(read(other, "stopped").getNewState().getMsgpack().toStringUtf8()).isEqualTo("false");
  }

  @Test
  void validationNamesItsKind() {
    assertNote(
        provider
            .validateProviderConfig(
                ValidateProviderConfig.Request.newBuilder()
                    .setConfig(DynamicValue.newBuilder().setJson(ByteString.copyFromUtf8("{}")))
                    .build())
            .getDiagnosticsList(),
        "provider {}");
    String none = " ClientCapabilities[deferralAllowed=false, writeOnlyAttributesAllowed=false]";
    assertNote(
        provider
            .validateResourceConfig(
                ValidateResourceConfig.Request.newBuilder()
                    .setTypeName("t")
                    .setClientCapabilities(
                        ClientCapabilities.newBuilder().setWriteOnlyAttributesAllowed(true))
                    .build())
            .getDiagnosticsList(),
        "RESOURCE t ClientCapabilities[deferralAllowed=false, writeOnlyAttributesAllowed=true]");
    assertNote(
        provider
            .validateDataResourceConfig(
                ValidateDataResourceConfig.Request.newBuilder().setTypeName("t").build())
            .getDiagnosticsList(),
        "DATA_SOURCE t" + none);
    assertNote(
        provider
            .validateEphemeralResourceConfig(
                ValidateEphemeralResourceConfig.Request.newBuilder().setTypeName("t").build())
            .getDiagnosticsList(),
        "EPHEMERAL_RESOURCE t" + none);
    assertNote(
        provider
            .validateListResourceConfig(
                ValidateListResourceConfig.Request.newBuilder().setTypeName("t").build())
            .getDiagnosticsList(),
        "LIST_RESOURCE t" + none);
    assertNote(
        provider
            .validateActionConfig(
                ValidateActionConfig.Request.newBuilder().setTypeName("t").build())
            .getDiagnosticsList(),
        "ACTION t" + none);
  }

  @Test
  void readingCarriesStatePrivateAndIdentity() {
    var request =
        ReadResource.Request.newBuilder()
            .setTypeName("deferred")
            .setCurrentState(VALUE)
            .setPrivate(PRIVATE)
            .setCurrentIdentity(IDENTITY);
    var answer = provider.readResource(request.build());
    assertThat(answer.getNewState()).isEqualTo(VALUE);
    assertThat(answer.getPrivate()).isEqualTo(PRIVATE);
    assertThat(answer.getNewIdentity()).isEqualTo(IDENTITY);
    assertThat(answer.getDeferred().getReason()).isEqualTo(Deferred.Reason.ABSENT_PREREQ);
    assertThat(provider.readResource(request.setTypeName("t").build()).hasDeferred()).isFalse();
  }

  @Test
  void planningAndApplyingCarryEveryPart() {
    var plan =
        provider.planResourceChange(
            PlanResourceChange.Request.newBuilder()
                .setTypeName("deferred")
                .setProposedNewState(VALUE)
                .setPriorPrivate(PRIVATE)
                .setPriorIdentity(IDENTITY)
                .build());
    assertThat(plan.getPlannedState()).isEqualTo(VALUE);
    assertThat(plan.getPlannedPrivate()).isEqualTo(PRIVATE);
    assertThat(plan.getPlannedIdentity()).isEqualTo(IDENTITY);
    assertThat(plan.getRequiresReplace(0).getSteps(0).getAttributeName()).isEqualTo("name");
    assertThat(plan.getDeferred().getReason()).isEqualTo(Deferred.Reason.PROVIDER_CONFIG_UNKNOWN);
    assertThat(plan.getLegacyTypeSystem()).isFalse();
    var applied =
        provider.applyResourceChange(
            ApplyResourceChange.Request.newBuilder()
                .setPlannedState(VALUE)
                .setPlannedPrivate(PRIVATE)
                .setPlannedIdentity(IDENTITY)
                .build());
    assertThat(applied.getNewState()).isEqualTo(VALUE);
    assertThat(applied.getPrivate()).isEqualTo(PRIVATE);
    assertThat(applied.getNewIdentity()).isEqualTo(IDENTITY);
    assertThat(applied.getLegacyTypeSystem()).isFalse();
  }

  @Test
  void stateAndIdentityAreUpgraded() {
    var state =
        provider.upgradeResourceState(
            UpgradeResourceState.Request.newBuilder()
                .setTypeName("t")
                .setVersion(7)
                .setRawState(RAW)
                .build());
    assertThat(state.getUpgradedState().getJson()).isEqualTo(RAW.getJson());
    assertNote(state.getDiagnosticsList(), "version 7");
    var identity =
        provider.upgradeResourceIdentity(
            UpgradeResourceIdentity.Request.newBuilder().setVersion(8).setRawIdentity(RAW).build());
    assertThat(identity.getUpgradedIdentity().getIdentityData().getJson()).isEqualTo(RAW.getJson());
    assertNote(identity.getDiagnosticsList(), "version 8");
  }

  @Test
  void importedMovedAndGeneratedObjectsArrive() {
    var imported =
        provider
            .importResourceState(
                ImportResourceState.Request.newBuilder()
                    .setTypeName("t")
                    .setId("pve1/100")
                    .setIdentity(IDENTITY)
                    .build())
            .getImportedResources(0);
    assertThat(imported.getTypeName()).isEqualTo("t");
    assertThat(imported.getState().getMsgpack().toStringUtf8()).isEqualTo("pve1/100");
    assertThat(imported.getIdentity()).isEqualTo(IDENTITY);
    assertThat(imported.getPrivate().toStringUtf8()).isEqualTo("private");
    var moved =
        provider.moveResourceState(
            MoveResourceState.Request.newBuilder()
                .setSourceProviderAddress("registry.terraform.io/a/b")
                .setSourceTypeName("b_vm")
                .setSourceSchemaVersion(4)
                .setSourceState(RAW)
                .setTargetTypeName("t")
                .setSourcePrivate(PRIVATE)
                .setSourceIdentity(RAW)
                .setSourceIdentitySchemaVersion(5)
                .build());
    assertThat(moved.getTargetState().getJson()).isEqualTo(RAW.getJson());
    assertThat(moved.getTargetPrivate()).isEqualTo(PRIVATE);
    assertThat(moved.getTargetIdentity().getIdentityData().getJson()).isEqualTo(RAW.getJson());
    assertNote(moved.getDiagnosticsList(), "registry.terraform.io/a/b b_vm 4 5 t");
    var generated =
        provider.generateResourceConfig(
            GenerateResourceConfig.Request.newBuilder().setTypeName("t").setState(VALUE).build());
    assertThat(generated.getConfig()).isEqualTo(VALUE);
  }

  @Test
  void dataSourcesAndEphemeralResourcesAnswer() {
    var data =
        provider.readDataSource(
            ReadDataSource.Request.newBuilder().setTypeName("t").setConfig(VALUE).build());
    assertThat(data.getState()).isEqualTo(VALUE);
    Timestamp renewAt = Timestamp.newBuilder().setSeconds(1_800_000_000L).setNanos(5).build();
    var opened =
        provider.openEphemeralResource(
            OpenEphemeralResource.Request.newBuilder().setTypeName("t").setConfig(VALUE).build());
    assertThat(opened.getResult()).isEqualTo(VALUE);
    assertThat(opened.getPrivate().toStringUtf8()).isEqualTo("lease");
    assertThat(opened.getRenewAt()).isEqualTo(renewAt);
    var renewed =
        provider.renewEphemeralResource(
            RenewEphemeralResource.Request.newBuilder().setPrivate(PRIVATE).build());
    assertThat(renewed.getPrivate()).isEqualTo(PRIVATE);
    assertThat(renewed.getRenewAt()).isEqualTo(renewAt);
    assertNote(
        provider
            .closeEphemeralResource(
                CloseEphemeralResource.Request.newBuilder()
                    .setTypeName("t")
                    .setPrivate(PRIVATE)
                    .build())
            .getDiagnosticsList(),
        "t kept");
  }

  @Test
  void functionsAnswerWithAResultOrAnErrorAtAnArgument() {
    var result =
        provider.callFunction(
            CallFunction.Request.newBuilder().setName("same").addArguments(VALUE).build());
    assertThat(result.getResult()).isEqualTo(VALUE);
    assertThat(result.hasError()).isFalse();
    var failed = provider.callFunction(CallFunction.Request.newBuilder().setName("same").build());
    assertThat(failed.hasResult()).isFalse();
    assertThat(failed.getError().getText()).isEqualTo("missing \ufffd");
    assertThat(failed.getError().hasFunctionArgument()).isTrue();
    assertThat(failed.getError().getFunctionArgument()).isZero();
  }

  @Test
  void listsStreamOneEventForEachObject() {
    List<ListResource.Event> events = new ArrayList<>();
    provider
        .listResource(
            ListResource.Request.newBuilder()
                .setTypeName("t")
                .setConfig(VALUE)
                .setIncludeResourceObject(true)
                .setLimit(3)
                .build())
        .forEachRemaining(events::add);
    assertThat(events)
        .extracting(ListResource.Event::getDisplayName)
        .containsExactly("thing 0", "thing 1", "thing 2");
    assertThat(events.getFirst().getResourceObject()).isEqualTo(VALUE);
    assertThat(events.getFirst().getIdentity().getIdentityData()).isEqualTo(VALUE);
  }

  @Test
  void actionsTellTheirProgressAndThenTheirEnd() {
    var plan =
        provider.planAction(
            PlanAction.Request.newBuilder().setActionType("echo_knock").setConfig(VALUE).build());
    assertThat(plan.getDeferred().getReason()).isEqualTo(Deferred.Reason.RESOURCE_CONFIG_UNKNOWN);
    List<InvokeAction.Event> events = new ArrayList<>();
    provider
        .invokeAction(InvokeAction.Request.newBuilder().setActionType("echo_knock").build())
        .forEachRemaining(events::add);
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getProgress().getMessage()).isEqualTo("one");
    assertThat(events.get(1).getProgress().getMessage()).isEqualTo("two \ufffd");
    assertNote(events.get(2).getCompleted().getDiagnosticsList(), "echo_knock");
  }

  @Test
  void failuresOfOurCodeBecomeOneDiagnosticWithAReference() {
    for (String type : List.of("throws", "overflows")) {
      assertThat(read(provider, type).getDiagnosticsList())
          .singleElement()
          .satisfies(diagnostic -> {
            assertThat(diagnostic.getSeverity()).isEqualTo(Diagnostic.Severity.ERROR);
            assertThat(diagnostic.getSummary()).isEqualTo("Unable to finish ReadResource");
            assertThat(diagnostic.getDetail())
                .contains("in " + type)
                .containsPattern("reference [0-9a-f]{16}")
                .doesNotContain("secret text");
          });
    }
    assertThat(read(provider, "t").getDiagnosticsList()).isEmpty();
  }

  @Test
  void callsOutsideOurProtocolAreUnimplemented() {
    var method =
        ProviderGrpc.getReadResourceMethod().toBuilder()
            .setFullMethodName("tfplugin6.Provider/LockState")
            .build();
    assertThatThrownBy(() ->
            ClientCalls.blockingUnaryCall(
                provider.getChannel(),
                method,
                CallOptions.DEFAULT,
                ReadResource.Request.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }

  @Test
  void callsRunOnPlatformThreadsBecauseTheirPollerWouldDelayTheEnd() {
    assertThat(read(provider, "thread").getNewState().getMsgpack().toStringUtf8())
        .startsWith("Thread[")
        .contains("plugin-call-");
  }

  @Test
  void largeMessagesPassInBothDirections() {
    DynamicValue large =
        DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(new byte[20 << 20])).build();
    var answer =
        provider.readResource(
            ReadResource.Request.newBuilder().setTypeName("t").setCurrentState(large).build());
    assertThat(answer.getNewState().getMsgpack().size()).isEqualTo(20 << 20);
  }
}
