package dev.holdfast.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.rules.ApplyCheck;
import dev.holdfast.framework.rules.PlanCheck;
import dev.holdfast.framework.rules.ProposedNew;
import dev.holdfast.framework.rules.ReadCheck;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.PlanResourceChange;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import dev.holdfast.proto.tfplugin6.ReadResource;
import io.grpc.Channel;
import java.util.concurrent.TimeUnit;

/// Plans, applies and reads one resource type as Terraform's core does, and holds each answer
/// against core's rules.
public final class ProtocolClient {

  private final Channel channel;

  public ProtocolClient(Channel channel) {
    this.channel = channel;
  }

  /// What a host knows of a resource type.
  public record ResourceKind(String typeName, Schema schema, IdentitySchema identity) {}

  /// An object as a host stores it.
  public record Kept(Value state, Value identity, ByteString privateState) {
    public static final Kept NOTHING = new Kept(Values.NULL, Values.NULL, ByteString.EMPTY);
  }

  public ProviderGrpc.ProviderBlockingStub stub() {
    return ProviderGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  public void configure(Schema provider, Value config) {
    var answer =
        stub()
            .configureProvider(
                ConfigureProvider.Request.newBuilder()
                    .setTerraformVersion("1.14.0")
                    .setConfig(Wire.write(provider, config))
                    .build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
  }

  public PlanResourceChange.Response plan(
      ResourceKind kind, Kept prior, Value config, boolean deferralAllowed) {
    var request =
        PlanResourceChange.Request.newBuilder()
            .setTypeName(kind.typeName())
            .setPriorState(Wire.write(kind.schema(), prior.state()))
            .setProposedNewState(
                Wire.write(kind.schema(), ProposedNew.of(kind.schema(), prior.state(), config)))
            .setConfig(Wire.write(kind.schema(), config))
            .setPriorPrivate(prior.privateState())
            .setClientCapabilities(
                ClientCapabilities.newBuilder().setDeferralAllowed(deferralAllowed));
    if (!prior.identity().isNull()) {
      request.setPriorIdentity(Wire.write(kind.identity(), prior.identity()));
    }
    return stub().planResourceChange(request.build());
  }

  /// Plans and applies the configuration; every answer must be one that core takes.
  public Kept apply(ResourceKind kind, Kept prior, Value config) {
    PlanResourceChange.Response plan = plan(kind, prior, config, false);
    assertThat(plan.getDiagnosticsList()).isEmpty();
    Value planned = Wire.read(kind.schema(), plan.getPlannedState());
    assertThat(PlanCheck.violations(kind.schema(), prior.state(), config, planned)).isEmpty();
    var request =
        ApplyResourceChange.Request.newBuilder()
            .setTypeName(kind.typeName())
            .setPriorState(Wire.write(kind.schema(), prior.state()))
            .setPlannedState(plan.getPlannedState())
            .setConfig(Wire.write(kind.schema(), config))
            .setPlannedPrivate(plan.getPlannedPrivate());
    if (plan.hasPlannedIdentity()) {
      request.setPlannedIdentity(plan.getPlannedIdentity());
    }
    var answer = stub().applyResourceChange(request.build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
    Value state = Wire.read(kind.schema(), answer.getNewState());
    assertThat(ApplyCheck.violations(kind.schema(), planned, state)).isEmpty();
    return new Kept(
        state, Wire.read(kind.identity(), answer.getNewIdentity()), answer.getPrivate());
  }

  public Kept read(ResourceKind kind, Kept kept) {
    var answer =
        stub()
            .readResource(
                ReadResource.Request.newBuilder()
                    .setTypeName(kind.typeName())
                    .setCurrentState(Wire.write(kind.schema(), kept.state()))
                    .setCurrentIdentity(Wire.write(kind.identity(), kept.identity()))
                    .setPrivate(kept.privateState())
                    .build());
    assertThat(answer.getDiagnosticsList()).isEmpty();
    Value state = Wire.read(kind.schema(), answer.getNewState());
    assertThat(ReadCheck.violations(kind.schema(), state)).isEmpty();
    return new Kept(
        state, Wire.read(kind.identity(), answer.getNewIdentity()), answer.getPrivate());
  }
}
