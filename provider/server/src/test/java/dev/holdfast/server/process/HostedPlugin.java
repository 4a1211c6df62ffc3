package dev.holdfast.server.process;

import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A plugin's process, started as Terraform starts it: magic cookie, client certificate, handshake
/// line, gRPC over mutual TLS, shutdown through the controller.
public final class HostedPlugin implements AutoCloseable {

  /// The fixed value that tells a plugin it was not started by hand; `serve.go` of Terraform.
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  private static final int HANDSHAKE_SECONDS = 60;
  private static final int CALL_SECONDS = 60;
  private static final Duration KILL_AFTER = Duration.ofSeconds(2);

  private final Process process;
  private final BufferedReader output;
  private final String handshake;
  private final Duration startTime;
  private final PluginClient.Identity identity;
  private final ManagedChannel channel;

  private HostedPlugin(
      Process process,
      BufferedReader output,
      String handshake,
      Duration startTime,
      PluginClient.Identity identity) {
    this.process = process;
    this.output = output;
    this.handshake = handshake;
    this.startTime = startTime;
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

  /// Starts a command with an identity of its own and waits for the handshake.
  public static HostedPlugin start(List<String> command) {
    return start(
        command, PluginClient.Identity.create(), Map.of(), ProcessBuilder.Redirect.DISCARD);
  }

  /// Starts a command and waits for the handshake.
  ///
  /// @param environment what to add to this process's own environment
  /// @param errors where its standard error goes
  public static HostedPlugin start(
      List<String> command,
      PluginClient.Identity identity,
      Map<String, String> environment,
      ProcessBuilder.Redirect errors) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
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
      return new HostedPlugin(process, output, line, startTime, identity);
    } catch (IOException e) {
      throw new UncheckedIOException("Unable to start " + command, e);
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
      throw new IllegalStateException("The plugin ended, or was ended, without a handshake");
    }
    return line;
  }

  /// Another connection, with a certificate of the caller's choice.
  public ManagedChannel dial(Optional<PluginClient.Identity> as) {
    return PluginClient.dial(handshake, as);
  }

  /// From the start of the process to its handshake line.
  public Duration startTime() {
    return startTime;
  }

  /// The certificate that the plugin was told to expect.
  public PluginClient.Identity identity() {
    return identity;
  }

  public ManagedChannel channel() {
    return channel;
  }

  public long pid() {
    return process.pid();
  }

  public ProviderGrpc.ProviderBlockingStub provider() {
    return ProviderGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /// Asks the plugin to end and waits until it has.
  ///
  /// @return how long the process took to end after it was asked
  public Duration shutdown(Duration patience) {
    long begin = System.nanoTime();
    if (!ends(patience)) {
      throw new IllegalStateException(
          "The plugin still runs " + patience + " after it was asked to end");
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean ends(Duration patience) {
    try {
      var _ =
          GRPCControllerGrpc.newBlockingStub(channel)
              .withDeadlineAfter(KILL_AFTER)
              .shutdown(Empty.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      // A plugin may be gone before its answer is; Terraform ignores the result as well.
    }
    try {
      return process.waitFor(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a plugin was ending", e);
    }
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
