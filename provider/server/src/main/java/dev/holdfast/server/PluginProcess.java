package dev.holdfast.server;

import dev.holdfast.framework.engine.ProviderEngine;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.server.log.PluginLogging;
import dev.holdfast.server.process.HandshakeLine;
import dev.holdfast.server.process.LaunchEnvironment;
import dev.holdfast.server.process.MutualTls;
import dev.holdfast.server.process.PluginEndpoint;
import dev.holdfast.server.process.ProcessGuard;
import dev.holdfast.server.process.ServerException;
import dev.holdfast.server.process.UnreadTrust;
import dev.holdfast.server.rpc.Connections;
import dev.holdfast.server.rpc.ProviderService;
import dev.holdfast.server.rpc.ServedProvider;
import io.grpc.ServerInterceptors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The whole life of a provider as a program: handshake, serving, end.
///
/// Source: go-plugin `server.go`. Standard output carries the handshake line and nothing else;
/// whatever else is printed goes to standard error, which Terraform reads as log.
public final class PluginProcess {
  private static final int FAILED = 1;

  private final Map<String, String> variables;
  private final PrintStream out;
  private final PrintStream err;

  private PluginProcess(Map<String, String> variables, PrintStream out, PrintStream err) {
    this.variables = variables;
    this.out = out;
    this.err = err;
  }

  /// Serves the provider until the host ends the process.
  ///
  /// @return the exit code for a process that could not serve; normally this method does not return
  public static <D> int run(List<String> arguments, Provider<D> provider, ProviderAddress address) {
    return run(arguments, served(provider), address);
  }

  static int run(List<String> arguments, ServedProvider provider, ProviderAddress address) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err = System.err;
    System.setOut(err);
    return new PluginProcess(System.getenv(), out, err).start(arguments, provider, address);
  }

  private int start(List<String> arguments, ServedProvider provider, ProviderAddress address) {
    try {
      if (arguments.contains("-debug") || arguments.contains("--debug")) {
        return debug(provider, address);
      }
      LaunchEnvironment environment = new LaunchEnvironment(variables);
      if (!environment.hasMagicCookie()) {
        err.print(introduction(address));
        return FAILED;
      }
      return serve(environment, provider, address);
    } catch (ServerException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int serve(LaunchEnvironment environment, ServedProvider provider, ProviderAddress address)
      throws InterruptedException {
    environment.requireProtocol();
    Background<Optional<MutualTls>> tls = Background.start(environment::mutualTls);
    ProcessGuard guard = new ProcessGuard();
    guard.ignoreSignals();
    PluginLogging.install(new FileOutputStream(FileDescriptor.err), address.type(), variables);
    CompletableFuture<PluginEndpoint> opened = new CompletableFuture<>();
    Runnable end = () -> guard.end(opened.join());
    PluginEndpoint.Offer offer = offer(provider, end);
    Optional<MutualTls> identity = tls.result();
    PluginEndpoint endpoint =
        UnreadTrust.during(() -> PluginEndpoint.open(environment, identity, offer));
    opened.complete(endpoint);
    Optional<ProcessHandle> host = ProcessHandle.current().parent();
    out.println(HandshakeLine.of(environment, endpoint.listening(), identity));
    guard.watchParent(host, end);
    endpoint.awaitClosed();
    return 0;
  }

  private int debug(ServedProvider provider, ProviderAddress address) throws InterruptedException {
    Map<String, String> logged = new HashMap<>(variables);
    logged.putIfAbsent("TF_LOG", "INFO");
    PluginLogging.install(new FileOutputStream(FileDescriptor.err), address.type(), logged);
    try (ReattachServer server = ReattachServer.start(provider, address, variables)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
      out.println("Set this where Terraform runs; end with Ctrl-C:");
      out.println();
      out.println("export " + ReattachServer.VARIABLE + "='" + server.variable() + "'");
      server.awaitClosed();
    }
    return 0;
  }

  static <D> ServedProvider served(Provider<D> provider) {
    ProviderEngine<D> engine = new ProviderEngine<>(provider);
    return new ServedProvider(engine::schemas, engine::newSession);
  }

  static PluginEndpoint.Offer offer(ServedProvider served, Runnable onShutdown) {
    Connections connections = new Connections(served.sessions());
    return new PluginEndpoint.Offer(
        List.of(ServerInterceptors.intercept(new ProviderService(served), connections)),
        connections,
        onShutdown);
  }

  private static String introduction(ProviderAddress address) {
    return """
    This is the Terraform provider %1$s/%2$s. Terraform starts it by itself; it is of no \
    use when started by hand.

    Name it in your configuration and run "terraform init":

      terraform {
        required_providers {
          %2$s = {
            source = "%1$s/%2$s"
          }
        }
      }

    To debug it, start it with -debug and follow what it prints.
    """
        .formatted(address.namespace(), address.type());
  }
}
