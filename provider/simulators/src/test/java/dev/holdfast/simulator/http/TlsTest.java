package dev.holdfast.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.simulator.clock.VirtualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("Test CA");

  private final ServerIdentity identity =
      AUTHORITY.issue("pve1", List.of("localhost", "pve1"), loopback());
  private final HttpServer server = serve(identity);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void aClientThatTrustsTheAuthorityIsServedUnderEveryName(String host) throws Exception {
    try (HttpClient client = trusting(AUTHORITY)) {
      for (int number = 1; number <= 3; number++) {
        var answer =
            client.send(
                request(server, host, "/echo").POST(BodyPublishers.ofString("a=b")).build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("POST a=b " + number + " true");
      }
    }
    assertThat(server.statistics()).isEqualTo(new ServerStatistics(1, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsOfTlsAreSpoken(String protocol) throws Exception {
    SSLContext context = AUTHORITY.trustingContext();
    var parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build()) {
      var answer = client.send(request(server, "127.0.0.1", "/").build(), BodyHandlers.ofString());

      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void aClientThatDoesNotKnowTheAuthorityRefuses() throws Exception {
    try (HttpClient client = trusting(CertificateAuthority.create("Another CA"))) {
      assertThatThrownBy(() ->
              client.send(request(server, "127.0.0.1", "/").build(), BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void aCertificateForOtherNamesIsRefusedByTheClient() throws Exception {
    try (HttpServer other = serve(AUTHORITY.issue("pve9", List.of("pve9"), List.of()));
        HttpClient client = trusting(AUTHORITY)) {
      assertThatThrownBy(() ->
              client.send(request(other, "127.0.0.1", "/").build(), BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void anExpiredCertificateIsRefusedByTheClient() throws Exception {
    var past =
        new CertificateAuthority.Validity(
            Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"));
    try (HttpServer old = serve(AUTHORITY.issue("pve1", List.of("localhost"), loopback(), past));
        HttpClient client = trusting(AUTHORITY)) {
      assertThatThrownBy(
              () -> client.send(request(old, "127.0.0.1", "/").build(), BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class)
          .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET,301 Moved Permanently", "POST,308 Permanent Redirect"})
  void plainHttpIsSentToTls(String method, String status) throws IOException {
    try (RawClient client = new RawClient(server.address())) {
      client.send(method + " /a?b=c HTTP/1.1\nhost: pve1:8006\n\n");

      assertThat(client.rest())
          .startsWith("HTTP/1.1 " + status + "\nlocation: https://pve1:8006/a?b=c\n");
    }
    assertThat(server.statistics().requests()).isZero();
  }

  @Test
  void plainHttpThatNamesNoHostStaysUnanswered() throws IOException {
    try (RawClient client = new RawClient(server.address())) {
      assertThat(client.send("GET / HTTP/1.0\n\n").rest()).isEmpty();
    }
  }

  @Test
  void theCertificateSpeaksForItsNamesAndAddresses() throws Exception {
    X509Certificate certificate = parse(identity.certificatePem());

    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "localhost"),
            List.of(2, "pve1"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=pve1");
    assertThat(certificate.getIssuerX500Principal().getName()).isEqualTo("CN=Test CA");
  }

  @Test
  void theAuthoritySignsItselfAndIsAnAuthority() throws Exception {
    X509Certificate certificate = parse(AUTHORITY.certificatePem());

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getKeyUsage()[5]).isTrue();
  }

  @Test
  void validityBeyondTwentyFortyNineIsWrittenWithAllDigitsOfTheYear() {
    Instant until = Instant.parse("2051-02-03T04:05:06Z");
    var validity = new CertificateAuthority.Validity(Instant.parse("2049-12-31T23:59:59Z"), until);

    X509Certificate certificate =
        AUTHORITY.issue("pve1", List.of("pve1"), List.of(), validity).certificate();

    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(until);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(validity.from());
  }

  @Test
  void theFingerprintIsSha256InCapitals() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(parse(identity.certificatePem()).getEncoded());

    assertThat(identity.fingerprint().replace(":", ""))
        .isEqualTo(HexFormat.of().withUpperCase().formatHex(digest));
    assertThat(identity.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
  }

  private static HttpServer serve(ServerIdentity identity) {
    return HttpServer.start(
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new ServerSettings.Transport.Tls(identity.sslContext()),
            ConnectionPolicy.apiDaemon((_, _) -> false).keepingIdle(),
            "test/1",
            new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"))),
        request ->
            HttpResponse.text(
                200,
                "OK",
                "text/plain",
                String.join(
                    " ",
                    request.method(),
                    request.body().text(),
                    Integer.toString(request.connection().requestNumber()),
                    Boolean.toString(request.connection().secure()))));
  }

  private static HttpClient trusting(CertificateAuthority authority) {
    return HttpClient.newBuilder().sslContext(authority.trustingContext()).build();
  }

  private static java.net.http.HttpRequest.Builder request(
      HttpServer server, String host, String path) {
    return java.net.http.HttpRequest.newBuilder(
        URI.create("https://" + host + ":" + server.address().getPort() + path));
  }

  private static X509Certificate parse(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<InetAddress> loopback() {
    try {
      return List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
