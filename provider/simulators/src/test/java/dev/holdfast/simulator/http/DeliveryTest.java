package dev.holdfast.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.simulator.clock.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final HttpResponse ANSWER = HttpResponse.text(200, "OK", "text/plain", "hello");

  private final VirtualClock clock = new VirtualClock(START);
  private final CountDownLatch handled = new CountDownLatch(1);
  private volatile HttpResponse answer = ANSWER;
  private final HttpServer server =
      HttpServer.start(
          new ServerSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              new ServerSettings.Transport.Plain(),
              ConnectionPolicy.apiDaemon((_, _) -> false).keepingIdle(),
              "test/1",
              clock),
          this::handle);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCutBeforeTheAnswerLeavesNothingOfIt() throws IOException {
    assertThat(restAfter(new Delivery.CutAfter(0))).isEmpty();
  }

  @Test
  void aCutInTheMiddleLeavesTheFirstBytes() throws IOException {
    assertThat(restAfter(new Delivery.CutAfter(17))).isEqualTo("HTTP/1.1 200 OK\n");
  }

  @Test
  void aCutAfterMoreThanThereIsLeavesAllOfIt() throws IOException {
    assertThat(restAfter(new Delivery.CutAfter(100_000))).endsWith("\n\nhello");
  }

  @Test
  void garbageIsSentAsItIs() throws IOException {
    assertThat(restAfter(new Delivery.Garbage("HTTP/9 ÿ"))).isEqualTo("HTTP/9 ÿ");
  }

  @Test
  void silenceLastsUntilTheServerCuts() throws Exception {
    answer = ANSWER.delivered(new Delivery.Silence());
    try (RawClient client = new RawClient(server.address())) {
      client.send("GET / HTTP/1.1\n\n");
      assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
      server.cutConnections();

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aDelayPassesOnTheClockOfTheServer() throws IOException {
    answer = ANSWER.delayed(Duration.ofMinutes(5));
    try (RawClient client = new RawClient(server.address())) {
      assertThat(client.send("GET / HTTP/1.1\n\n").answer())
          .contains("date: Thu, 01 Jan 2026 00:05:00 GMT");
    }
    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void anAnswerMayEndItsConnection() throws IOException {
    answer = ANSWER.thenClose();
    try (RawClient client = new RawClient(server.address())) {
      assertThat(client.send("GET / HTTP/1.1\n\n").rest())
          .contains("connection: close")
          .endsWith("hello");
    }
  }

  @Test
  void aServerThatCutsItsConnectionsGoesOnListening() throws IOException {
    try (RawClient first = new RawClient(server.address())) {
      first.send("GET / HTTP/1.1\n\n").answer();
      server.cutConnections();

      assertThat(first.rest()).isEmpty();
    }
    try (RawClient second = new RawClient(server.address())) {
      assertThat(second.send("GET / HTTP/1.1\n\n").answer()).endsWith("hello");
    }
  }

  @Test
  void silentConnectionsStayOpenWhereThePolicyKeepsThem() throws IOException {
    try (RawClient client = new RawClient(server.address())) {
      client.send("GET / HTTP/1.1\n\n").answer();
      clock.advance(Duration.ofHours(1));

      assertThat(client.send("GET / HTTP/1.1\n\n").answer()).endsWith("hello");
    }
  }

  @Test
  void anAnswerCannotSmuggleLines() {
    assertThatThrownBy(() -> HttpResponse.empty(200, "OK\nx: y"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ANSWER.withHeader("x", "y\r\nz: a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HttpResponse.empty(20, "OK"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Delivery.CutAfter(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private HttpResponse handle(HttpRequest request) {
    handled.countDown();
    return answer;
  }

  private String restAfter(Delivery delivery) throws IOException {
    answer = ANSWER.delivered(delivery);
    try (RawClient client = new RawClient(server.address())) {
      return client.send("GET / HTTP/1.1\n\n").rest();
    }
  }
}
