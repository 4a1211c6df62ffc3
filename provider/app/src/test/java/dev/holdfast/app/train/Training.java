package dev.holdfast.app.train;

import com.google.protobuf.Empty;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.JsonValues;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.lab.Lab;
import dev.holdfast.proto.goplugin.GRPCBrokerGrpc;
import dev.holdfast.proto.goplugin.GRPCStdioGrpc;
import dev.holdfast.proto.goplugin.StdioData;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.holdfast.proto.tfplugin6.ValidateProviderConfig;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.server.process.HostedPlugin;
import dev.holdfast.server.process.PluginClient;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Drives a packaged provider through the calls of a usual day while its JVM records what it loads
/// and links; the JVM writes its cache when the provider ends.
///
/// What should start fast has to be met here.
final class Training {

  /// The JVM assembles the cache in a second process before it ends.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String SMALL =
      """
      {
        "name": "training", "node": "pve1", "description": "one", "tags": ["a"],
        "cpu": {"cores": 1}, "memory": {"size": 512},
        "disks": {"scsi0": {"storage": "local-lvm", "size": "1G"}},
        "network": {"net0": {"bridge": "vmbr0"}}
      }
      """;

  private static final String CHANGED =
      """
      {
        "name": "training", "node": "pve1", "description": "two", "tags": ["a", "b"],
        "cpu": {"cores": 2}, "memory": {"size": 1024},
        "disks": {"scsi0": {"storage": "local-lvm", "size": "2G"}},
        "network": {"net0": {"bridge": "vmbr1"}}
      }
      """;

  private final HostedPlugin plugin;
  private final Provider<Clients> umbrella;

  private Training(HostedPlugin plugin) {
    this.plugin = plugin;
    this.umbrella = new Families(_ -> Optional.empty(), Pacer.system()).named("holdfast");
  }

  /// @param arguments the executable to train, whose name has to be none of the families'
  public static void main(String[] arguments) {
    try (Lab lab = Lab.start(0);
        HostedPlugin plugin =
            HostedPlugin.start(
                List.of(arguments[0]),
                PluginClient.Identity.create(),
                lab.environment().variables(),
                ProcessBuilder.Redirect.INHERIT)) {
      new Training(plugin).run();
      plugin.shutdown(PATIENCE);
    }
  }

  private void run() {
    openSideStreams();
    describe();
    configure();
    for (Resource<Clients> resource : umbrella.resources()) {
      if (resource.typeName().equals("proxmox_vm")) {
        machineLife(resource);
      }
    }
  }

  /// Terraform opens both at once and leaves them idle.
  private void openSideStreams() {
    GRPCBrokerGrpc.newStub(plugin.channel()).startStream(new Idle<>());
    GRPCStdioGrpc.newStub(plugin.channel())
        .streamStdio(Empty.getDefaultInstance(), new Idle<StdioData>());
  }

  private void describe() {
    GetProviderSchema.Response schema =
        plugin.provider().getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
    Wire.check("GetProviderSchema", schema.getDiagnosticsList());
    Wire.check(
        "GetResourceIdentitySchemas",
        plugin
            .provider()
            .getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance())
            .getDiagnosticsList());
  }

  private void configure() {
    var type = umbrella.schema().type();
    DynamicValue config =
        Wire.encode(type, JsonValues.decodeLenient(type, Bytes.utf8("{\"proxmox\": {}}")));
    Wire.check(
        "ValidateProviderConfig",
        plugin
            .provider()
            .validateProviderConfig(
                ValidateProviderConfig.Request.newBuilder().setConfig(config).build())
            .getDiagnosticsList());
    Wire.check(
        "ConfigureProvider",
        plugin
            .provider()
            .configureProvider(
                ConfigureProvider.Request.newBuilder()
                    .setTerraformVersion("1.11.4")
                    .setConfig(config)
                    .build())
            .getDiagnosticsList());
  }

  private void machineLife(Resource<Clients> resource) {
    ResourceSession machine = session(resource);
    machine.apply(SMALL);
    machine.apply(SMALL);
    machine.apply(CHANGED);
    ResourceSession adopted = session(resource);
    adopted.adopt(machine.text("id"));
    adopted.apply(CHANGED);
    adopted.destroy();
  }

  private ResourceSession session(Resource<Clients> resource) {
    return new ResourceSession(plugin::provider, resource.typeName(), resource.schema().type());
  }

  private static final class Idle<T> implements StreamObserver<T> {

    @Override
    public void onNext(T value) {}

    @Override
    public void onError(Throwable failure) {
      // The plugin ends while its streams are open; that is how it goes.
    }

    @Override
    public void onCompleted() {}
  }
}
