package dev.holdfast.server;

import dev.holdfast.framework.resource.Provider;
import dev.holdfast.server.process.LaunchEnvironment;
import dev.holdfast.server.process.PluginEndpoint;
import dev.holdfast.server.rpc.ServedProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A provider that Terraform does not start but joins: in the JVM of a test or in a debugger.
///
/// Terraform finds it through the variable `TF_REATTACH_PROVIDERS`; it never shuts such a provider
/// down. Any number of Terraform runs may use it, at the same time too. There is no TLS: the socket
/// belongs to the user who started the process.
public final class ReattachServer implements AutoCloseable {

  /// The name of the environment variable.
  public static final String VARIABLE = "TF_REATTACH_PROVIDERS";

  private final ProviderAddress address;
  private final PluginEndpoint endpoint;

  private ReattachServer(ProviderAddress address, PluginEndpoint endpoint) {
    this.address = address;
    this.endpoint = endpoint;
  }

  /// Serves the provider under an address until closed.
  public static <D> ReattachServer start(Provider<D> provider, ProviderAddress address) {
    return start(PluginProcess.served(provider), address, Map.of());
  }

  static ReattachServer start(
      ServedProvider provider, ProviderAddress address, Map<String, String> variables) {
    PluginEndpoint.Offer offer = PluginProcess.offer(provider, () -> {});
    PluginEndpoint endpoint =
        PluginEndpoint.open(new LaunchEnvironment(variables), Optional.empty(), offer);
    return new ReattachServer(address, endpoint);
  }

  /// This provider's entry in the variable: `"address": {...}`, without the braces around it.
  public String entry() {
    return """
    "%s":{"Protocol":"grpc","ProtocolVersion":6,"Pid":%d,"Test":true,\
    "Addr":{"Network":"%s","String":"%s"}}\
    """
        .formatted(
            address,
            ProcessHandle.current().pid(),
            endpoint.listening().network(),
            endpoint.listening().address().replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /// The variable's value for this provider alone.
  public String variable() {
    return variable(this);
  }

  /// The variable's value for several providers.
  public static String variable(ReattachServer... servers) {
    return Arrays.stream(servers)
        .map(ReattachServer::entry)
        .collect(Collectors.joining(",", "{", "}"));
  }

  void awaitClosed() throws InterruptedException {
    endpoint.awaitClosed();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
