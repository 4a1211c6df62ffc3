package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An endpoint that takes connections and says nothing: the user hears of it soon, and what was
/// waited for.
class SilentEndpointTest {
  private static final Duration LIMIT = Duration.ofMillis(150);

  /// Long enough that a test which reached it would be noticed.
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final SimulatedPacer pacer = new SimulatedPacer();

  @Test
  void handshakeThatIsNotAnsweredEndsWithTheConnectLimitAndNamesTheEndpoint() throws IOException {
    try (var silent = silent();
        var client = client(endpoint(silent))) {
      var failure = catchThrowableOfType(UnavailableException.class, client::version);

      assertThat(failure.code()).isEqualTo(Code.UNREACHABLE);
      assertThat(failure)
          .hasMessage(
              "https://127.0.0.1:%d cannot be reached: it took the connection but did not answer"
                  + " the TLS handshake within 150 ms.",
              silent.getLocalPort());
      assertThat(pacer.sleeps()).as("one more attempt, after a pause").hasSize(1);
    }
  }

  @Test
  void manyReadersOfTheClusterFindOutTogetherAndTryAgainLater() throws IOException {
    try (var silent = silent();
        var client = client(endpoint(silent))) {
      for (int reader = 0; reader < 50; reader++) {
        assertThat(catchThrowable(() -> client.view().vms()))
            .isInstanceOf(UnavailableException.class);
      }
      assertThat(pacer.sleeps()).as("one of them paused between two attempts").hasSize(1);

      pacer.advance(Duration.ofSeconds(6));
      assertThat(catchThrowable(() -> client.view().vms()))
          .isInstanceOf(UnavailableException.class);
      assertThat(pacer.sleeps()).hasSize(2);
    }
  }

  @Test
  void writeIsNotSentToASilentEndpointAndGoesToTheNext() throws IOException {
    try (var silent = silent();
        var alive = new ScriptedServer(_ -> Act.data("null"));
        var client = client(endpoint(silent), alive.uri())) {
      client.call(ApiRequest.post(ApiPath.of("pools"), Params.of("poolid", "p")));

      assertThat(alive.count("POST")).isEqualTo(1);
      assertThat(pacer.sleeps()).isEmpty();
    }
  }

  @Test
  void answerMayTakeLongerThanConnecting() throws IOException {
    try (var silent = silent();
        var other = client(endpoint(silent));
        var slow =
            new ScriptedServer(_ -> {
              // As long as two attempts at a silent endpoint, so twice the limit.
              var _ = catchThrowable(other::version);
              return Act.data("{\"version\":\"9.2.1\"}");
            });
        var client = client(slow.uri())) {
      assertThat(client.version()).hasToString("9.2.1");
      assertThat(slow.got()).hasSize(1);
    }
  }

  /// The operating system takes the connections; nobody ever reads them.
  private static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static URI endpoint(ServerSocket server) {
    return URI.create("https://127.0.0.1:" + server.getLocalPort());
  }

  private ProxmoxClient client(URI... endpoints) {
    return ProxmoxClient.open(
        ProxmoxConfig.of(List.of(endpoints), Clients.TOKEN)
            .withTimeouts(new HttpTimeouts(LIMIT, ANSWER, ANSWER)),
        pacer);
  }
}
