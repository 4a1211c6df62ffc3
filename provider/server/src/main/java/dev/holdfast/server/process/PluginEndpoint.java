package dev.holdfast.server.process;

import dev.holdfast.server.process.ServerException.Code;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The running gRPC server of a plugin: one socket, the provider's services and go-plugin's own.
public final class PluginEndpoint implements AutoCloseable {
  /// Terraform's own limit for a message in either direction.
  private static final int LARGEST_MESSAGE = 256 << 20;

  private static final int GRACE_MILLISECONDS = 100;

  private final Server server;
  private final ExecutorService calls;
  private final ExecutorService sockets;

  private PluginEndpoint(Server server, ExecutorService calls, ExecutorService sockets) {
    this.server = server;
    this.calls = calls;
    this.sockets = sockets;
  }

  /// What is served.
  ///
  /// @param connections sees each connection come and go
  /// @param onShutdown what the host's request to end does
  public record Offer(
      List<ServerServiceDefinition> services,
      ServerTransportFilter connections,
      Runnable onShutdown) {
    public Offer {
      services = List.copyOf(services);
    }
  }

  /// Opens a socket of the kind that fits the environment and serves on it.
  public static PluginEndpoint open(
      LaunchEnvironment environment, Optional<MutualTls> tls, Offer offer) {
    ServerCredentials credentials =
        tls.map(MutualTls::credentials).orElseGet(InsecureServerCredentials::create);
    ExecutorService calls = threads("plugin-call-");
    ExecutorService sockets = threads("plugin-io-");
    OkHttpServerBuilder builder =
        OkHttpServerBuilder.forPort(new InetSocketAddress(0), credentials)
            .socketFactory(SocketChooser.choose(environment))
            .transportExecutor(sockets)
            .executor(calls)
            .addTransportFilter(offer.connections())
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .permitKeepAliveWithoutCalls(true)
            .permitKeepAliveTime(0, TimeUnit.SECONDS);
    builder.addService(new ControllerService(offer.onShutdown()));
    builder.addService(new BrokerService());
    builder.addService(new StdioService());
    builder.addService(new HealthService());
    offer.services().forEach(builder::addService);
    return new PluginEndpoint(start(builder.build()), calls, sockets);
  }

  /// Threads for calls and for sockets.
  ///
  /// Not virtual ones: at its end the JVM waits 300 ms for threads inside a system call, and that
  /// is where the poller of virtual threads is from the first moment one of them waited for a
  /// socket. Terraform starts us several times for each command, and there are at most as many
  /// calls at once as its `-parallelism`.
  private static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  private static Server start(Server server) {
    try {
      return server.start();
    } catch (IOException e) {
      throw new ServerException(
          Code.CANNOT_LISTEN, "Unable to open the plugin's socket: " + e.getMessage(), e);
    }
  }

  /// Where the server listens.
  public Listening listening() {
    return switch (server.getListenSockets().getFirst()) {
      case UnixDomainSocketAddress unix -> new Listening.Unix(unix.getPath());
      case InetSocketAddress inet -> new Listening.Tcp(inet.getPort());
      case Object other ->
          throw new ServerException(Code.CANNOT_LISTEN, "Unable to name the socket " + other);
    };
  }

  /// Waits until the endpoint is closed.
  public void awaitClosed() throws InterruptedException {
    server.awaitTermination();
  }

  /// Closes the socket and all connections. A client that asked for the end hangs up by itself as
  /// soon as it has its answer, so it is given a moment; open streams never hold us up.
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
    sockets.shutdownNow();
  }
}
