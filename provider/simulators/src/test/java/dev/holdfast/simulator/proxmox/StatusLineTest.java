package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sections 4.1 and 4.2 of what was observed: what stands beside the body, the reason phrase first.
class StatusLineTest {

  private static HttpsURLConnection get(Cluster cluster, String path, Map<String, String> headers)
      throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection)
            cluster.simulator.endpoint().resolve("/api2/json" + path).toURL().openConnection();
    connection.setSSLSocketFactory(
        ApiClient.trusting(cluster.simulator.caPem()).getSocketFactory());
    headers.forEach(connection::setRequestProperty);
    connection.getResponseCode();
    return connection;
  }

  private static Map<String, String> root(Cluster cluster) {
    return Map.of(
        "Authorization", "PVEAPIToken=" + cluster.simulator.addToken("root@pam", "line", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/pools/none|500 pool 'none' does not exist",
        "/nodes/pve1/qemu/7/config|400 Parameter verification failed.",
        "/no/such|501 Method 'GET /no/such' not implemented",
        "/version|200 OK",
      })
  void theReasonPhraseCarriesTheErrorText(String path, String line) throws IOException {
    try (Cluster cluster = Cluster.single()) {
      HttpsURLConnection answer = get(cluster, path, root(cluster));
      assertThat(answer.getResponseCode() + " " + answer.getResponseMessage()).isEqualTo(line);
      assertThat(answer.getHeaderField("server")).isEqualTo("pve-api-daemon/3.0");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-nothing|x|No ticket",
        "Authorization|PVEAPIToken=root@pam!test=wrong|Authentication failed!",
        "Authorization|PVEAPIToken=nobody@pve!x=wrong|Authentication failed!",
        "Authorization|PVEAPIToken=garbage|Authentication failed!",
        "Cookie|PVEAuthCookie=PVE:root@pam:00000000::x|Authentication failed!",
      })
  void aRefusedLoginSaysWhyInTheReasonPhraseOnly(String header, String value, String reason)
      throws IOException {
    try (Cluster cluster = Cluster.single()) {
      HttpsURLConnection answer = get(cluster, "/version", Map.of(header, value));
      assertThat(answer.getResponseCode()).isEqualTo(401);
      assertThat(answer.getResponseMessage()).isEqualTo(reason);
      assertThat(answer.getContentLength()).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void aNodeThatIsDownSaysThatThereIsNoRoute() throws IOException {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.simulator.lab().node("pve2", false);
      assertThat(get(cluster, "/nodes/pve2/qemu", root(cluster)).getResponseMessage())
          .isEqualTo("No route to host");
    }
  }

  @Test
  void theCertificateOfANodeNamesItAndLoopbackAndComesFromTheClusterAuthority() throws Exception {
    try (Cluster cluster = Cluster.single()) {
      X509Certificate certificate =
          (X509Certificate) get(cluster, "/version", root(cluster)).getServerCertificates()[0];
      assertThat(certificate.getSubjectAlternativeNames().stream().map(n -> n.get(1)).toList())
          .asString()
          .contains("127.0.0.1", "0:0:0:0:0:0:0:1", "localhost", "pve1");
      assertThat(certificate.getIssuerX500Principal().getName()).contains("PVE Cluster Manager CA");
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT,/version", "POST,/nodes/pve1/qemu/100/config/more", "DELETE,/cluster/nextid"})
  void aMethodThatAPathDoesNotHaveIsNotImplemented(String method, String path) {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer =
          method.equals("DELETE") ? cluster.api.delete(path) : cluster.api.form(method, path);
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.message())
          .isEqualTo("Method '" + method + " " + path + "' not implemented");
    }
  }

  @Test
  void aNestedObjectIsNamedAndBrokenJsonIsAnsweredInPlainText() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String config = Cluster.vm(100) + "/config";
      assertThat(cluster.api.json("PUT", config, "{\"cores\": {\"a\": 1}}").error("cores"))
          .contains("got HASH");
      assertThat(cluster.api.json("PUT", config, "{\"cores\": ").body()).doesNotStartWith("{");
    }
  }
}
