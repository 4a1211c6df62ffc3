package dev.holdfast.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.http.HttpOutcome.Answer;
import dev.holdfast.client.http.HttpOutcome.Failure;
import dev.holdfast.client.http.HttpOutcome.Kind;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The connection rules, against a server that counts what it read.
class HttpCoreTest {
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

  private final HttpCore core =
      new HttpCore(new TlsTrust.SystemAuthorities(), ProxySettings.none(), 4096);

  @Test
  void connectionIsGivenUpBeforeItHasCarriedAHundredRequests() {
    try (var server = new ScriptedServer(_ -> Act.data("1"))) {
      for (int i = 0; i < 205; i++) {
        assertThat(get(server)).isInstanceOf(Answer.class);
      }

      assertThat(server.connections()).isEqualTo(3);
      assertThat(server.got().stream().filter(got -> got.connection() == 1))
          .hasSize(HttpCore.REQUESTS_PER_CONNECTION);
      assertThat(server.got().get(HttpCore.REQUESTS_PER_CONNECTION - 1).headers())
          .containsEntry("connection", "close");
    }
  }

  @Test
  void everyWriteTravelsOnAConnectionOfItsOwn() {
    try (var server = new ScriptedServer(_ -> Act.data("1"))) {
      get(server);
      post(server);
      post(server);

      assertThat(server.got()).extracting(ScriptedServer.Got::connection).containsExactly(1, 2, 3);
    }
  }

  @Test
  void writeWhoseAnswerIsLostIsExecutedOnceAndKnownAsSent() {
    try (var server = new ScriptedServer(_ -> new Act.Vanish())) {
      assertThat(post(server))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(failure.sent()).isTrue();
              });
      assertThat(server.count("POST")).isEqualTo(1);
    }
  }

  @Test
  void readOnAStaleConnectionFailsOnceAndSaysThatTheConnectionWasReused() {
    AtomicInteger requests = new AtomicInteger();
    try (var server =
        new ScriptedServer(_ ->
            requests.incrementAndGet() == 1
                ? new Act.AnswerThenVanish(Act.data("1"))
                : Act.data("2"))) {
      get(server);

      assertThat(get(server))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.reusedConnection()).isTrue());
      assertThat(get(server)).isInstanceOf(Answer.class);
    }
  }

  @Test
  void serverThatAsksForARepetitionGetsNone() {
    var busy = new Act.Answer(503, "Busy", "Retry-After: 0\r\n", "");
    try (var server = new ScriptedServer(_ -> busy)) {
      get(server);
      post(server);
      core.exchange(call(server.uri(), "DELETE", true), Cancellation.never());

      assertThat(server.got()).hasSize(3);
    }
  }

  @Test
  void redirectionIsAnAnswerAndNotFollowed() {
    var moved = new Act.Answer(307, "Moved", "Location: /elsewhere\r\n", "");
    try (var server = new ScriptedServer(_ -> moved)) {
      assertThat(post(server))
          .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.status()).isEqualTo(307));
      assertThat(server.got()).hasSize(1);
    }
  }

  @Test
  void reasonPhraseReachesTheCaller() {
    try (var server = new ScriptedServer(_ -> Act.error(500, "VM is locked (backup)"))) {
      assertThat(get(server))
          .isInstanceOfSatisfying(
              Answer.class, a -> assertThat(a.reason()).isEqualTo("VM is locked (backup)"));
    }
  }

  @Test
  void answerBeyondTheLimitIsNotRead() {
    try (var server = new ScriptedServer(_ -> Act.data("\"" + "x".repeat(5000) + "\""))) {
      assertThat(kind(get(server))).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void answerCutInTheMiddleIsALostConnection() {
    try (var server = new ScriptedServer(_ -> new Act.CutShort(Act.data("\"abcdef\""), 120))) {
      assertThat(kind(get(server))).isEqualTo(Kind.CONNECTION_LOST);
    }
  }

  @Test
  void silenceEndsWithTheTimeout() {
    var brief =
        new HttpTimeouts(Duration.ofSeconds(1), Duration.ofMillis(80), Duration.ofSeconds(1));
    try (var server = new ScriptedServer(_ -> new Act.Silence())) {
      var call = new HttpCall("GET", server.uri(), Map.of(), Optional.empty(), false, brief);
      assertThat(kind(core.exchange(call, Cancellation.never()))).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void stopSignalEndsACallInFlight() {
    var stop = new CancellationSource();
    try (var server =
        new ScriptedServer(_ -> {
          stop.cancel();
          return new Act.Silence();
        })) {
      assertThat(kind(core.exchange(call(server.uri(), "GET", false), stop)))
          .isEqualTo(Kind.CANCELLED);
    }
  }

  @Test
  void refusedConnectionMeansThatNothingWasSent() {
    URI closed;
    try (var server = new ScriptedServer(_ -> Act.data("1"))) {
      closed = server.uri();
    }
    assertThat(core.exchange(call(closed, "POST", true), Cancellation.never()))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
              assertThat(failure.sent()).isFalse();
            });
  }

  @Test
  void proxyIsAskedForTheWholeAddress() {
    try (var proxy = new ScriptedServer(_ -> Act.data("1"));
        var proxied =
            new HttpCore(
                new TlsTrust.SystemAuthorities(),
                ProxySettings.of(proxy.uri().toString(), "localhost"))) {
      proxied.exchange(call(URI.create("http://pve.invalid:8006/"), "GET", false), never());

      assertThat(proxy.got().getFirst().target()).isEqualTo("http://pve.invalid:8006/");
    }
  }

  @Test
  void callsAndBodiesPrintNoCredentials() {
    var call =
        new HttpCall(
            "POST",
            URI.create("https://pve1:8006/x?password=hush"),
            Map.of("Authorization", "hush"),
            Optional.of(new HttpCall.Text("text/plain", "hush")),
            true,
            TIMEOUTS);
    assertThat(call + " " + call.body() + " " + Secret.of("hush")).doesNotContain("hush");
  }

  private HttpOutcome get(ScriptedServer server) {
    return core.exchange(call(server.uri(), "GET", false), never());
  }

  private HttpOutcome post(ScriptedServer server) {
    return core.exchange(call(server.uri(), "POST", true), never());
  }

  private static Cancellation never() {
    return Cancellation.never();
  }

  private static Kind kind(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(Failure.class);
    return ((Failure) outcome).kind();
  }

  private static HttpCall call(URI uri, String method, boolean fresh) {
    Optional<HttpCall.Body> body =
        method.equals("POST")
            ? Optional.of(new HttpCall.Text("application/x-www-form-urlencoded", "a=1"))
            : Optional.empty();
    return new HttpCall(method, uri, Map.of(), body, fresh, TIMEOUTS);
  }
}
