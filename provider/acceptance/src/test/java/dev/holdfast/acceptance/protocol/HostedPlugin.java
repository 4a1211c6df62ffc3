package dev.holdfast.acceptance.protocol;

import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.server.process.PluginClient;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plugin's process, started as Terraform starts it: magic cookie, client certificate, handshake.
public final class HostedPlugin implements AutoCloseable {

  /// The fixed value that tells a plugin it was not started by hand; `serve.go` of Terraform.
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  private static final Duration KILL_AFTER = Duration.ofSeconds(2);

  private final Process process;
  private final String handshake;
  private final PluginClient.Identity identity;
  private final ManagedChannel channel;

  private HostedPlugin(Process process, String handshake, PluginClient.Identity identity) {
    this.process = process;
    this.handshake = handshake;
    this.identity = identity;
    this.channel = dial(Optional.of(identity));
  }

  /// Starts a main class of the class path of this JVM.
  public static HostedPlugin java(Class<?> main) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return start(
        List.of(
            java.toString(),
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
  }

  public static HostedPlugin start(List<String> command) {
    PluginClient.Identity identity = PluginClient.Identity.create();
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_PLUGIN_MAGIC_COOKIE",
                COOKIE,
                "PLUGIN_PROTOCOL_VERSIONS",
                "5,6",
                "PLUGIN_CLIENT_CERT",
                identity.pem()));
    try {
      Process process = builder.start();
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (line == null) {
        throw new AssertionError("The plugin ended without a handshake: " + command);
      }
      return new HostedPlugin(process, line, identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Another connection, with a certificate of the caller's choice.
  public ManagedChannel dial(Optional<PluginClient.Identity> as) {
    return PluginClient.dial(handshake, as);
  }

  /// The certificate that the plugin was told to expect.
  public PluginClient.Identity identity() {
    return identity;
  }

  public ManagedChannel channel() {
    return channel;
  }

  /// Ends the plugin as Terraform does: asks it, and kills it when it takes more than two seconds.
  @Override
  public void close() {
    try {
      var _ =
          GRPCControllerGrpc.newBlockingStub(channel)
              .withDeadlineAfter(KILL_AFTER)
              .shutdown(Empty.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      // The plugin may be gone before its answer is; Terraform ignores the result as well.
    }
    channel.shutdownNow();
    try {
      if (!process.waitFor(KILL_AFTER)) {
        process.destroyForcibly();
        throw new AssertionError("The plugin did not end when it was asked to");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a plugin was ending", e);
    }
  }
}
