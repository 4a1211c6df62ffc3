package dev.holdfast.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.clock.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How TLS connections end: silent ones, asked-for ends, and cuts.
class TlsEndTest {

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("Test CA");
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private volatile HttpResponse answer = HttpResponse.text(200, "OK", "text/plain", "hello");
  private final HttpServer server =
      HttpServer.start(
          new ServerSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              new ServerSettings.Transport.Tls(
                  AUTHORITY.issue("pve1", List.of("localhost"), List.of()).sslContext()),
              ConnectionPolicy.apiDaemon((_, _) -> false),
              "test/1",
              clock),
          _ -> answer);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aSilentConnectionEndsInAnOrderlyWay(String protocol) throws Exception {
    try (SSLSocket client = connect(protocol)) {
      client.getOutputStream().write(REQUEST);
      assertThat(readUntil(client, "hello")).startsWith("HTTP/1.1 200 OK");
      clock.advance(Duration.ofSeconds(5));

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anAnswerThatEndsTheConnectionIsWhole(String protocol) throws Exception {
    answer = answer.thenClose();
    try (SSLSocket client = connect(protocol)) {
      client.getOutputStream().write(REQUEST);

      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .endsWith("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCutLeavesTheFirstBytesOfTheAnswer(String protocol) throws Exception {
    answer = answer.delivered(new Delivery.CutAfter(10));
    try (SSLSocket client = connect(protocol)) {
      client.getOutputStream().write(REQUEST);

      assertThat(client.getInputStream().readAllBytes())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 2");
    }
  }

  private static String readUntil(SSLSocket client, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      text.append((char) client.getInputStream().read());
    }
    return text.toString();
  }

  private SSLSocket connect(String protocol) throws IOException {
    InetSocketAddress address = server.address();
    SSLSocket socket =
        (SSLSocket)
            AUTHORITY
                .trustingContext()
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort());
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }
}
