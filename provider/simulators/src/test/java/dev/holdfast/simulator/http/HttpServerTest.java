package dev.holdfast.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.clock.VirtualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private volatile HttpExchangeHandler handler =
      request -> text(request.method() + " " + request.path());
  private final HttpServer server =
      HttpServer.start(
          new ServerSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              new ServerSettings.Transport.Plain(),
              ConnectionPolicy.apiDaemon((_, path) -> path.equals("/upload")),
              "test/1",
              clock),
          request -> handler.handle(request));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAnswerCarriesTheReasonOfTheHandlerAndTheHeadersOfTheServer() throws IOException {
    handler = _ -> HttpResponse.text(200, "All is Well", "text/plain", "hello");
    try (RawClient client = client()) {
      assertThat(client.send("GET / HTTP/1.1\nhost: x\n\n").answer())
          .isEqualTo(
              """
              HTTP/1.1 200 All is Well
              content-type: text/plain
              content-length: 5
              date: Thu, 01 Jan 2026 00:00:00 GMT
              server: test/1
              connection: Keep-Alive

              hello\
              """);
    }
  }

  @Test
  void aHandlerSeesTheRequestDecodedWithItsPlaceOnTheConnection() throws IOException {
    handler =
        request ->
            text(
                String.join(
                    "|",
                    request.rawPath(),
                    request.path(),
                    request.query().byName().toString(),
                    request.headers().first("X-ONE").orElse(""),
                    request.headers().all("x-one").toString(),
                    request.form().toString(),
                    Integer.toString(request.connection().requestNumber()),
                    Boolean.toString(request.connection().secure())));
    try (RawClient client = client()) {
      String request =
          "PUT /a%2Fb+c?x=1&y=%20a+b&x=2&z HTTP/1.1\nx-one: a\nX-One: b\n  more\n"
              + "content-length: 3\n\nk=v";
      client.send(request).answer();

      assertThat(client.send(request).answer())
          .endsWith(
              "\n\n/a%2Fb+c|/a/b+c|{x=[1, 2], y=[ a b], z=[]}|a|[a, b more]"
                  + "|Parameters[entries=[Parameter[name=k, value=v]]]|2|false");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1;content-length: 2;;hi | 501 Unexpected content for method 'GET'
          DELETE / HTTP/1.1;content-length: 2;;hi | 501 Unexpected content for method 'DELETE'
          POST / HTTP/1.1;transfer-encoding: chunked;;0;; | 501 chunked transfer encoding not supported
          POST / HTTP/1.1;transfer-encoding: gzip;; | 501 Unknown transfer encoding 'gzip'
          POST / HTTP/1.1;content-length: 524289;; | 501 for data too large
          POST / HTTP/1.1;content-type: text/x;content-length: 2;;hi | 506 upload 'Content-Type 'text/x' not implemented
          POST / HTTP/1.1;content-length: many;;hi | 400 bad request
          POST / HTTP/1.1;content-length: -1;;hi | 400 bad request
          PATCH / HTTP/1.1;; | 501 method 'PATCH' not available
          GET /%zz HTTP/1.1;; | 400 bad request
          GET /?a=%zz HTTP/1.1;; | 400 bad request
          GET / HTTP/1.1;nonsense;; | 506 unable to parse request header
          GET / HTTP/2.0;; | 506 http protocol version 2.0 not supported
          hello | 400 bad request
          """)
  void whatBreaksTheRulesIsRefusedAndEndsTheConnection(String request, String status)
      throws IOException {
    try (RawClient client = client()) {
      client.send(request.replace(';', '\n') + "\n");
      client.finishSending();

      assertThat(client.rest().lines().findFirst().orElse(""))
          .isIn("HTTP/1.1 " + status, "HTTP/1.0 " + status);
    }
    assertThat(server.statistics().requests()).isZero();
  }

  @Test
  void aRefusalReachesAPeerThatIsStillSendingItsBody() throws IOException {
    try (RawClient client = client()) {
      client.send("POST / HTTP/1.1\ncontent-length: 2000000\n\n").sendBytes(new byte[2_000_000]);
      client.finishSending();

      assertThat(client.rest()).contains("connection: close").endsWith("\n\nfor data too large");
    }
  }

  @ParameterizedTest
  @CsvSource({"62,true", "63,false"})
  void aRequestMayHaveSixtyTwoHeaders(int count, boolean answered) throws IOException {
    assertAnswered("a: b\n".repeat(count), answered);
  }

  @ParameterizedTest
  @CsvSource({"8191,true", "8192,false"})
  void theHeaderLinesMayHaveLessThanEightKibibytes(int length, boolean answered)
      throws IOException {
    assertAnswered("a: " + "b".repeat(length - 3) + "\n", answered);
  }

  @Test
  void theHundredthAnswerEndsTheConnection() throws IOException {
    try (RawClient client = client()) {
      for (int number = 1; number < 100; number++) {
        assertThat(client.send("GET / HTTP/1.1\n\n").answer()).contains("connection: Keep-Alive");
      }
      assertThat(client.send("GET / HTTP/1.1\n\n").rest()).contains("connection: close");
    }
    assertThat(server.statistics()).isEqualTo(new ServerStatistics(1, 100));
  }

  @ParameterizedTest
  @CsvSource({"399,Keep-Alive", "400,close", "500,close"})
  void anErrorEndsTheConnection(int status, String connection) throws IOException {
    handler = _ -> HttpResponse.empty(status, "Text");
    try (RawClient client = client()) {
      assertThat(client.send("GET / HTTP/1.1\n\n").answer())
          .startsWith("HTTP/1.1 " + status + " Text\n")
          .contains("connection: " + connection);
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1;connection: close", "HTTP/1.0;accept: all"})
  void aPeerMayAskForTheEndOfTheConnection(String versionAndHeader) throws IOException {
    try (RawClient client = client()) {
      client.send("GET / " + versionAndHeader.replace(';', '\n') + "\n\n");

      assertThat(client.rest()).contains("connection: close").endsWith("GET /");
    }
  }

  @Test
  void aSilentConnectionEndsAfterFiveSecondsOfTheClock() throws IOException {
    try (RawClient client = client()) {
      client.send("GET / HTTP/1.1\n\n").answer();
      clock.advance(Duration.ofMillis(4999));
      client.send("GET / HTTP/1.1\n\n").answer();
      clock.advance(Duration.ofMillis(4999));
      client.send("GET / HTTP/1.1\n\n").answer();
      clock.advance(Duration.ofSeconds(5));

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void whatWasCompressedIsWhatWasAcceptedAndLarge() throws IOException {
    handler = request -> text("x".repeat(request.path().equals("/large") ? 1025 : 1024));
    try (RawClient client = client()) {
      String accepts = " HTTP/1.1\naccept-encoding: deflate, gzip\n\n";
      assertThat(client.send("GET /large" + accepts).answer()).contains("content-encoding: gzip");
      assertThat(client.send("GET /small" + accepts).answer()).doesNotContain("content-encoding");
      assertThat(client.send("GET /large HTTP/1.1\n\n").answer())
          .doesNotContain("content-encoding");
    }
  }

  @Test
  void anUploadStreamsBeyondEveryLimitAndEndsItsConnection() throws IOException {
    handler = request -> text(request.body().length() + "=" + count(request));
    try (RawClient client = client()) {
      client.send("POST /upload HTTP/1.1\ncontent-length: 3000000\n\n");
      client.sendBytes(new byte[3_000_000]);

      assertThat(client.rest()).contains("connection: close").endsWith("\n\n3000000=3000000");
    }
  }

  @Test
  void aPeerThatLeavesInTheMiddleOfAnUploadIsNoFailureOfTheHandler() throws IOException {
    handler = request -> text(Integer.toString(request.body().bytes().length));
    try (RawClient client = client()) {
      client.send("POST /upload HTTP/1.1\ncontent-length: 10\n\nabc");
      client.finishSending();

      assertThat(client.rest()).isEmpty();
    }
    assertThat(server.failures()).isEmpty();
  }

  @Test
  void anExceptionOfTheHandlerIsAnsweredAndKept() throws IOException {
    handler =
        _ -> {
          throw new IllegalStateException("a bug");
        };
    try (RawClient client = client()) {
      assertThat(client.send("GET / HTTP/1.1\n\n").answer())
          .startsWith("HTTP/1.1 500 simulator failure: IllegalStateException\n");
    }
    assertThat(server.failures())
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("a bug");
  }

  @Test
  void emptyLinesBeforeARequestArePassedOver() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send("\n\nGET / HTTP/1.1\n\n").answer()).endsWith("GET /");
    }
  }

  private void assertAnswered(String headers, boolean answered) throws IOException {
    try (RawClient client = client()) {
      client.send("GET / HTTP/1.1\n" + headers + "\n");
      client.finishSending();

      assertThat(client.rest().startsWith("HTTP/1.1 200 ")).isEqualTo(answered);
    }
  }

  private static long count(HttpRequest request) {
    try {
      return request.body().stream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse text(String body) {
    return HttpResponse.text(200, "OK", "text/plain", body);
  }

  private RawClient client() throws IOException {
    return new RawClient(server.address());
  }
}
