package dev.holdfast.app.train;

import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A provider's executable, started the way Terraform starts it: magic cookie, client certificate,
/// handshake line, gRPC over mutual TLS, shutdown through the controller.
public final class PackagedPlugin implements AutoCloseable {

  /// The fixed value that tells a plugin it was not started by hand; `serve.go` of Terraform.
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  private static final int LARGEST_MESSAGE = 256 << 20;

  private static final int HANDSHAKE_SECONDS = 60;

  private static final Duration KILL_AFTER = Duration.ofSeconds(2);

  private final Process process;
  private final BufferedReader output;
  private final Handshake handshake;
  private final Duration startTime;
  private final ManagedChannel channel;

  private PackagedPlugin(
      Process process,
      BufferedReader output,
      Handshake handshake,
      Duration startTime,
      ManagedChannel channel) {
    this.process = process;
    this.output = output;
    this.handshake = handshake;
    this.startTime = startTime;
    this.channel = channel;
  }

  /// Starts the executable and waits for its handshake.
  ///
  /// @param environment what to add to this process's own environment
  /// @param errors where its standard error goes
  public static PackagedPlugin start(
      Path executable,
      ClientIdentity identity,
      Map<String, String> environment,
      ProcessBuilder.Redirect errors) {
    ProcessBuilder builder = new ProcessBuilder(executable.toString()).redirectError(errors);
    builder.environment().put("TF_PLUGIN_MAGIC_COOKIE", COOKIE);
    builder.environment().put("PLUGIN_PROTOCOL_VERSIONS", "5,6");
    builder.environment().put("PLUGIN_MIN_PORT", "10000");
    builder.environment().put("PLUGIN_MAX_PORT", "25000");
    builder.environment().put("PLUGIN_CLIENT_CERT", identity.pem());
    builder.environment().putAll(environment);
    try {
      long begin = System.nanoTime();
      Process process = builder.start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String line = firstLine(process, output);
      Duration startTime = Duration.ofNanos(System.nanoTime() - begin);
      Handshake handshake = Handshake.parse(line);
      return new PackagedPlugin(
          process, output, handshake, startTime, connect(handshake, identity));
    } catch (IOException e) {
      throw new PluginFailure("Unable to start " + executable, e);
    }
  }

  /// Terraform waits for the handshake for a minute, and so do we.
  private static String firstLine(Process process, BufferedReader output) throws IOException {
    CompletableFuture<Void> tooLate =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(HANDSHAKE_SECONDS, TimeUnit.SECONDS));
    String line = output.readLine();
    tooLate.cancel(false);
    if (line == null) {
      throw new PluginFailure("The plugin ended, or was ended, without a handshake");
    }
    return line;
  }

  private static ManagedChannel connect(Handshake handshake, ClientIdentity identity) {
    return OkHttpChannelBuilder.forAddress("localhost", 1)
        .socketFactory(ChannelSocket.factory(handshake.address()))
        .sslSocketFactory(ClientTls.factory(identity, handshake.certificate()))
        .maxInboundMessageSize(LARGEST_MESSAGE)
        .build();
  }

  /// From the start of the process to its handshake line.
  public Duration startTime() {
    return startTime;
  }

  public Handshake handshake() {
    return handshake;
  }

  public ManagedChannel channel() {
    return channel;
  }

  public long pid() {
    return process.pid();
  }

  public ProviderGrpc.ProviderBlockingStub provider() {
    return ProviderGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  /// Asks the plugin to end and waits until it has.
  ///
  /// @return how long the process took to end after it was asked
  public Duration shutdown(Duration patience) {
    long begin = System.nanoTime();
    if (!ends(patience)) {
      throw new PluginFailure("The plugin still runs " + patience + " after it was asked to end");
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean ends(Duration patience) {
    try {
      var _ =
          GRPCControllerGrpc.newBlockingStub(channel)
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .shutdown(Empty.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      // A plugin may be gone before its answer is; Terraform ignores the result as well.
    }
    return PluginFailure.uninterrupted(
        () -> process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  public int exitValue() {
    return process.exitValue();
  }

  /// Ends the plugin as Terraform does: asks it, and kills it when it takes more than two seconds.
  @Override
  public void close() {
    if (process.isAlive() && !ends(KILL_AFTER)) {
      process.destroyForcibly();
    }
    channel.shutdownNow();
    try {
      output.close();
    } catch (IOException e) {
      // The process is gone; there is nothing left to read.
    }
  }
}
