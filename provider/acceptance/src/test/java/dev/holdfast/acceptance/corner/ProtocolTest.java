package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.acceptance.protocol.ProtocolClient;
import dev.holdfast.acceptance.protocol.ProtocolClient.Kept;
import dev.holdfast.acceptance.protocol.ProtocolClient.ResourceKind;
import dev.holdfast.acceptance.protocol.Wire;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.proto.tfplugin6.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.Deferred;
import dev.holdfast.proto.tfplugin6.GenerateResourceConfig;
import dev.holdfast.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.holdfast.proto.tfplugin6.ImportResourceState;
import dev.holdfast.proto.tfplugin6.InvokeAction;
import dev.holdfast.proto.tfplugin6.ListResource;
import dev.holdfast.proto.tfplugin6.PlanAction;
import dev.holdfast.server.process.HostedPlugin;
import dev.holdfast.server.process.PluginClient;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What Terraform 1.11 does not call, called by a client of our own over mutual TLS on a provider
/// process of its own.
class ProtocolTest {

  private static final Rules RULES = new Rules();
  private static final ResourceKind KIND =
      new ResourceKind(RULES.typeName(), RULES.schema(), RULES.identitySchema());
  private static final ResourceKind FAULT =
      new ResourceKind("corner_fault", new Faults().schema(), new IdentitySchema(0, List.of()));

  @SuppressWarnings("NullAway.Init") // JUnit sets it before the first test
  private static HostedPlugin plugin;

  @SuppressWarnings("NullAway.Init") // JUnit sets it before the first test
  private static ProtocolClient client;

  @BeforeAll
  static void start() {
    plugin = HostedPlugin.java(CornerMain.class);
    client = new ProtocolClient(plugin.channel());
    var provider = new CornerProvider(new World(1)).schema();
    client.configure(
        provider, Values.nullObject(provider.type()).with("prefix", Value.of("hosted")));
  }

  @AfterAll
  static void end() {
    plugin.shutdown(Duration.ofSeconds(2));
    plugin.close();
  }

  private static Value.Obj rules(String name) {
    return Values.nullObject(RULES.schema().type()).with("name", Value.of(name));
  }

  private static Kept made(String name) {
    return client.apply(KIND, Kept.NOTHING, rules(name));
  }

  @Test
  void anIdentityIsAnnouncedGivenOnCreateAndNeverChanges() {
    var schemas =
        client
            .stub()
            .getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance());
    var announced = schemas.getIdentitySchemasOrThrow("corner_rules").getIdentityAttributesList();
    assertThat(announced).singleElement().matches(one -> one.getName().equals("id"));
    Kept created = made("identity");
    assertThat(created.identity()).isEqualTo(Rules.identity((Value.Obj) created.state()));
    assertThat(created.identity().isWhollyKnown()).isTrue();
    Kept read = client.read(KIND, created);
    assertThat(read.identity()).isEqualTo(created.identity());
    Kept updated = client.apply(KIND, read, rules("other"));
    assertThat(updated.identity()).isEqualTo(created.identity());
  }

  @Test
  void anObjectIsAdoptedByItsIdentity() {
    Kept created = made("adopted");
    var answer =
        client
            .stub()
            .importResourceState(
                ImportResourceState.Request.newBuilder()
                    .setTypeName(KIND.typeName())
                    .setIdentity(Wire.write(KIND.identity(), created.identity()))
                    .build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
    var imported = answer.getImportedResources(0);
    Kept stub =
        new Kept(
            Wire.read(KIND.schema(), imported.getState()),
            created.identity(),
            imported.getPrivate());
    assertThat(client.read(KIND, stub).state()).isEqualTo(created.state());
  }

  @Test
  void objectsAreListedWithTheirIdentityAndOnDemandWithTheirState() {
    for (int i = 0; i < 3; i++) {
      made("listed-" + i);
    }
    made("another");
    List<ListResource.Event> brief = list("listed", false, 10);
    assertThat(brief.stream().map(ListResource.Event::getDisplayName))
        .containsExactly("listed-0", "listed-1", "listed-2");
    assertThat(brief).noneMatch(ListResource.Event::hasResourceObject);
    List<ListResource.Event> whole = list("listed", true, 2);
    assertThat(whole).hasSize(2);
    for (ListResource.Event event : whole) {
      Value state = Wire.read(KIND.schema(), event.getResourceObject());
      assertThat(Wire.read(KIND.identity(), event.getIdentity()))
          .isEqualTo(Rules.identity((Value.Obj) state));
    }
  }

  private static List<ListResource.Event> list(String starts, boolean objects, long limit) {
    var schema = new RulesList().schema();
    Value.Obj config = Values.nullObject(schema.type()).with("starts", Value.of(starts));
    var events = new ArrayList<ListResource.Event>();
    client
        .stub()
        .listResource(
            ListResource.Request.newBuilder()
                .setTypeName(KIND.typeName())
                .setConfig(Wire.write(schema, config))
                .setIncludeResourceObject(objects)
                .setLimit(limit)
                .build())
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void anActionTellsItsProgressAndEndsOnce() {
    Kept created = made("poked");
    List<InvokeAction.Event> events = poke(((Value.Obj) created.state()).get("id"));
    assertThat(events).hasSize(3);
    assertThat(events.get(1).getProgress().getMessage()).startsWith("poked rules-");
    assertThat(events.getLast().getCompleted().getDiagnosticsList()).isEmpty();
  }

  @Test
  void anActionThatFailsEndsWithADiagnosticAtItsAttribute() {
    List<InvokeAction.Event> events = poke(Value.of("nothing"));
    var diagnostics = events.getLast().getCompleted().getDiagnosticsList();
    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().getSummary()).isEqualTo("Unable to poke it");
    assertThat(diagnostics.getFirst().getAttribute().getSteps(0).getAttributeName())
        .isEqualTo("id");
  }

  private static List<InvokeAction.Event> poke(Value id) {
    var schema = new Poke().schema();
    var events = new ArrayList<InvokeAction.Event>();
    client
        .stub()
        .invokeAction(
            InvokeAction.Request.newBuilder()
                .setActionType("corner_poke")
                .setConfig(Wire.write(schema, Values.nullObject(schema.type()).with("id", id)))
                .build())
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void anActionMayBePutOffWhereTheHostAllowsIt() {
    var schema = new Poke().schema();
    Value config = Values.nullObject(schema.type()).with("id", Values.UNKNOWN);
    var request =
        PlanAction.Request.newBuilder()
            .setActionType("corner_poke")
            .setConfig(Wire.write(schema, config));
    assertThat(client.stub().planAction(request.build()).hasDeferred()).isFalse();
    request.setClientCapabilities(ClientCapabilities.newBuilder().setDeferralAllowed(true));
    assertThat(client.stub().planAction(request.build()).getDeferred().getReason())
        .isEqualTo(Deferred.Reason.RESOURCE_CONFIG_UNKNOWN);
  }

  @Test
  void aConfigurationIsWrittenForAnObjectAndChangesNothing() {
    Kept created = made("generated");
    var answer =
        client
            .stub()
            .generateResourceConfig(
                GenerateResourceConfig.Request.newBuilder()
                    .setTypeName(KIND.typeName())
                    .setState(Wire.write(KIND.schema(), created.state()))
                    .build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
    Value config = Wire.read(KIND.schema(), answer.getConfig());
    assertThat(Values.attribute(config, "id").isNull()).isTrue();
    assertThat(Values.attribute(config, "name")).isEqualTo(Value.of("generated"));
    var plan = client.plan(KIND, created, config, false);
    assertThat(plan.getDiagnosticsList()).isEmpty();
    assertThat(Wire.read(KIND.schema(), plan.getPlannedState())).isEqualTo(created.state());
  }

  @Test
  void aPlanMayBePutOffOnlyWhereTheHostAllowsIt() {
    Value config = Values.nullObject(FAULT.schema().type()).with("fault", Value.of("defer"));
    assertThat(client.plan(FAULT, Kept.NOTHING, config, true).getDeferred().getReason())
        .isEqualTo(Deferred.Reason.ABSENT_PREREQ);
    var refused = client.plan(FAULT, Kept.NOTHING, config, false);
    assertThat(refused.hasDeferred()).isFalse();
    assertThat(refused.getDiagnosticsList()).hasSize(1);
  }

  @Test
  void aStrangerIsNotServed() {
    for (Optional<PluginClient.Identity> stranger :
        List.of(
            Optional.<PluginClient.Identity>empty(), Optional.of(PluginClient.Identity.create()))) {
      var channel = plugin.dial(stranger);
      try {
        var stub = new ProtocolClient(channel).stub();
        assertThatThrownBy(() ->
                stub.getResourceIdentitySchemas(
                    GetResourceIdentitySchemas.Request.getDefaultInstance()))
            .isInstanceOf(StatusRuntimeException.class);
      } finally {
        channel.shutdownNow();
      }
    }
  }
}
