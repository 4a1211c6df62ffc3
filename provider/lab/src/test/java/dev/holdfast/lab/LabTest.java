package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabTest {

  private final Lab lab = Lab.start(0);
  private final HttpClient client = HttpClient.newBuilder().sslContext(trustingAnyone()).build();

  @AfterEach
  void close() {
    client.close();
    lab.close();
  }

  @Test
  void theTokenOfTheEnvironmentOpensTheCluster() throws Exception {
    HttpResponse<String> answer = get("/version");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"version\":\"9.");
  }

  @Test
  void theFingerprintOfTheEnvironmentIsThatOfTheServer() throws Exception {
    X509Certificate shown =
        (X509Certificate) get("/version").sslSession().orElseThrow().getPeerCertificates()[0];
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.getEncoded());

    assertThat(lab.environment().fingerprint())
        .isEqualTo(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
  }

  @Test
  void thereAreTwoNodes() throws Exception {
    assertThat(get("/nodes").body()).contains("\"pve1\"").contains("\"pve2\"");
  }

  @Test
  void thereIsATemplateWithACloudInitDrive() throws Exception {
    assertThat(get("/nodes/pve1/qemu/9000/config").body())
        .contains("\"template\":1")
        .contains("\"name\":\"debian-13\"")
        .contains("cloudinit");
  }

  @Test
  void everyLabHasASecretOfItsOwnThatItDoesNotShow() {
    try (Lab other = Lab.start(0)) {
      assertThat(other.environment().apiToken()).isNotEqualTo(lab.environment().apiToken());
    }
    String secret = lab.environment().apiToken().split("=", 2)[1];
    assertThat(lab.environment().toString()).doesNotContain(secret);
    assertThat(lab.environment().shellLines()).contains(secret);
  }

  @Test
  void aStoppedLabAnswersNobody() {
    lab.close();

    assertThatThrownBy(() -> get("/version")).isInstanceOf(ConnectException.class);
  }

  @Test
  void requestsAreRemembered() throws Exception {
    get("/version");

    assertThat(lab.requests()).last().satisfies(r -> assertThat(r.path()).isEqualTo("/version"));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    LabEnvironment environment = lab.environment();
    URI uri = URI.create(environment.endpoint() + "/api2/json" + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("authorization", "PVEAPIToken=" + environment.apiToken())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// The certificate is compared by a test of its own.
  private static SSLContext trustingAnyone() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyServer()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
