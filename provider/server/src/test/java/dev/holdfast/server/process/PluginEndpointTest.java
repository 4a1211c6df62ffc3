package dev.holdfast.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.proto.goplugin.ConnInfo;
import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCBrokerGrpc;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.proto.goplugin.GRPCStdioGrpc;
import dev.holdfast.proto.goplugin.StdioData;
import dev.holdfast.proto.health.HealthCheckRequest;
import dev.holdfast.proto.health.HealthCheckResponse;
import dev.holdfast.proto.health.HealthGrpc;
import dev.holdfast.server.process.PluginClient.Identity;
import io.grpc.ManagedChannel;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginEndpointTest {
  @TempDir Path folder;

  private static PluginEndpoint.Offer offer(Runnable onShutdown) {
    return new PluginEndpoint.Offer(List.of(), new ServerTransportFilter() {}, onShutdown);
  }

  private LaunchEnvironment environment(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put("TMPDIR", folder.toString());
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return new LaunchEnvironment(variables);
  }

  private static HealthCheckResponse ping(ManagedChannel channel, String service) {
    return HealthGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .check(HealthCheckRequest.newBuilder().setService(service).build());
  }

  private static void assertAnswers(ManagedChannel channel) {
    try {
      assertThat(ping(channel, "plugin").getStatus())
          .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertRefused(ManagedChannel channel) {
    try {
      assertThatThrownBy(() -> ping(channel, "plugin"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    } finally {
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void theAnnouncedClientIsLetInOverAUnixSocket(KeyType type) {
    Identity host = Identity.create();
    var environment =
        environment("PLUGIN_CLIENT_CERT", host.pem(), "HOLDFAST_PLUGIN_KEY", type.name());
    var tls = environment.mutualTls();
    try (var endpoint = PluginEndpoint.open(environment, tls, offer(() -> {}))) {
      String line = HandshakeLine.of(environment, endpoint.listening(), tls);
      assertThat(line).startsWith("1|6|unix|" + folder + "/holdfast-");
      assertAnswers(PluginClient.dial(line, Optional.of(host)));
    }
  }

  @Test
  void anotherClientAndOneWithoutCertificateAreRefused() {
    var environment = environment("PLUGIN_CLIENT_CERT", Identity.create().pem());
    var tls = environment.mutualTls();
    try (var endpoint = PluginEndpoint.open(environment, tls, offer(() -> {}))) {
      String line = HandshakeLine.of(environment, endpoint.listening(), tls);
      assertRefused(PluginClient.dial(line, Optional.of(Identity.create())));
      assertRefused(PluginClient.dial(line, Optional.empty()));
      assertRefused(PluginClient.dial(endpoint.listening()));
    }
  }

  @Test
  void aPathThatIsTooLongForASocketMeansTcp() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(100)));
    Identity host = Identity.create();
    var environment =
        environment("PLUGIN_UNIX_SOCKET_DIR", deep.toString(), "PLUGIN_CLIENT_CERT", host.pem());
    var tls = environment.mutualTls();
    try (var endpoint = PluginEndpoint.open(environment, tls, offer(() -> {}))) {
      String line = HandshakeLine.of(environment, endpoint.listening(), tls);
      assertThat(line).startsWith("1|6|tcp|127.0.0.1:");
      assertAnswers(PluginClient.dial(line, Optional.of(host)));
    }
  }

  @Test
  void tcpPortsComeFromTheHostsRange() throws Exception {
    String deep = folder.resolve("x".repeat(100)).toString();
    try (ServerSocket taken = new ServerSocket(0)) {
      int first = taken.getLocalPort();
      int last = Math.min(first + 50, 65535);
      var environment =
          environment(
              "PLUGIN_UNIX_SOCKET_DIR",
              deep,
              "PLUGIN_MIN_PORT",
              Integer.toString(first),
              "PLUGIN_MAX_PORT",
              Integer.toString(last));
      try (var endpoint = PluginEndpoint.open(environment, Optional.empty(), offer(() -> {}))) {
        assertThat(endpoint.listening())
            .isInstanceOfSatisfying(
                Listening.Tcp.class, tcp -> assertThat(tcp.port()).isBetween(first + 1, last));
      }
      var full =
          environment(
              "PLUGIN_UNIX_SOCKET_DIR",
              deep,
              "PLUGIN_MIN_PORT",
              Integer.toString(first),
              "PLUGIN_MAX_PORT",
              Integer.toString(first));
      assertThatThrownBy(() -> PluginEndpoint.open(full, Optional.empty(), offer(() -> {})))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("no free TCP port");
    }
  }

  @Test
  void theSocketFileIsGoneWhenTheEndpointIsClosed() throws Exception {
    var endpoint = PluginEndpoint.open(environment(), Optional.empty(), offer(() -> {}));
    Path socket = Path.of(endpoint.listening().address());
    assertThat(socket).exists();
    endpoint.close();
    assertThat(socket).doesNotExist();
    endpoint.awaitClosed();
  }

  @Test
  void theHostsFolderAndGroupAreUsed() throws Exception {
    String group = Files.getAttribute(folder, "unix:gid").toString();
    Path sockets = Files.createDirectory(folder.resolve("s"));
    var environment =
        environment(
            "PLUGIN_UNIX_SOCKET_DIR", sockets.toString(), "PLUGIN_UNIX_SOCKET_GROUP", group);
    try (var endpoint = PluginEndpoint.open(environment, Optional.empty(), offer(() -> {}))) {
      Path socket = Path.of(endpoint.listening().address());
      assertThat(socket.getParent()).isEqualTo(sockets);
      assertThat(Files.getPosixFilePermissions(socket)).hasSize(4);
      assertThat(Files.getAttribute(socket, "unix:gid")).hasToString(group);
    }
  }

  @Test
  void theLineSaysThatNothingIsMultiplexedOnlyWhenAsked() {
    Listening socket = new Listening.Unix(Path.of("/run/p"));
    assertThat(HandshakeLine.of(environment(), socket, Optional.empty()))
        .isEqualTo("1|6|unix|/run/p|grpc|");
    assertThat(
            HandshakeLine.of(
                environment("PLUGIN_MULTIPLEX_GRPC", "true"), socket, Optional.empty()))
        .isEqualTo("1|6|unix|/run/p|grpc||false");
  }

  @Test
  void theCertificateInTheLineIsUnpaddedBase64() {
    var environment = environment("PLUGIN_CLIENT_CERT", Identity.create().pem());
    String line = HandshakeLine.of(environment, new Listening.Tcp(1), environment.mutualTls());
    assertThat(line).matches("1\\|6\\|tcp\\|127\\.0\\.0\\.1:1\\|grpc\\|[A-Za-z0-9+/]{300,}");
  }

  @Test
  void healthKnowsThePluginAndNothingElse() {
    try (var endpoint = PluginEndpoint.open(environment(), Optional.empty(), offer(() -> {}))) {
      ManagedChannel channel = PluginClient.dial(endpoint.listening());
      assertThatThrownBy(() -> ping(channel, "other")).hasMessageContaining("NOT_FOUND");
      assertAnswers(channel);
    }
  }

  @Test
  void openStreamsNeverHoldUpTheEnd() throws Exception {
    var asked = new CountDownLatch(1);
    var ended = new CountDownLatch(2);
    var endpoint = PluginEndpoint.open(environment(), Optional.empty(), offer(asked::countDown));
    ManagedChannel channel = PluginClient.dial(endpoint.listening());
    GRPCStdioGrpc.newStub(channel)
        .streamStdio(com.google.protobuf.Empty.getDefaultInstance(), new Ending<StdioData>(ended));
    StreamObserver<ConnInfo> broker =
        GRPCBrokerGrpc.newStub(channel).startStream(new Ending<ConnInfo>(ended));
    broker.onNext(ConnInfo.getDefaultInstance());
    var _ = GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    endpoint.close();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    channel.shutdownNow();
  }

  private record Ending<T>(CountDownLatch ended) implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      throw new AssertionError("an idle stream sent " + value);
    }

    @Override
    public void onError(Throwable failure) {
      ended.countDown();
    }

    @Override
    public void onCompleted() {
      ended.countDown();
    }
  }
}
