package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 4.1 of what was observed: forms of requests and answers, and logins.
class HttpLevelTest {

  @Test
  void anErrorTextStandsInTheBodyWithALineEnd() {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.api.get("/pools/none").json().path("message").asString())
          .isEqualTo("pool 'none' does not exist\n");
      assertThat(cluster.api.get("/pools/none").json().path("data").isNull()).isTrue();
    }
  }

  @Test
  void severalParameterErrorsComeTogetherWith400() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer =
          cluster.api.post("/nodes/pve1/qemu", "vmid", "7", "cores", "x", "colour", "red");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).isEqualTo("Parameter verification failed.");
      assertThat(answer.json().path("errors").propertyNames())
          .containsExactlyInAnyOrder("vmid", "cores", "colour");
    }
  }

  @Test
  void anUnknownPathIs501AndNever404() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer = cluster.api.get("/no/such/thing");
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.message()).isEqualTo("Method 'GET /no/such/thing' not implemented");
    }
  }

  @Test
  void aDeleteWithABodyIsRefused() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      ApiClient.Answer answer = cluster.api.form("DELETE", Cluster.vm(100), "purge", "1");
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).contains("Unexpected content for method 'DELETE'");
    }
  }

  @Test
  void jsonBodiesWorkWithNumbersBooleansAndLists() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "name", "web", "tags", "a", "cores", "4");
      String body = "{\"sockets\": 2, \"onboot\": true, \"delete\": [\"tags\", \"cores\"]}";
      assertThat(cluster.api.json("PUT", Cluster.vm(100) + "/config", body).status())
          .isEqualTo(200);
      assertThat(cluster.state(100).config())
          .containsEntry("sockets", "2")
          .containsEntry("onboot", "1")
          .doesNotContainKeys("tags", "cores");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"cores\": {\"a\": 1}}|400", "{\"cores\": null}|500", "{\"cores\": |500"})
  void jsonBodiesOfOtherFormsAreRefused(String body, int status) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      assertThat(cluster.api.json("PUT", Cluster.vm(100) + "/config", body).status())
          .isEqualTo(status);
    }
  }

  @Test
  void theOrderOfKeysAndListsChangesFromCallToCall() {
    try (Cluster cluster = Cluster.single()) {
      Set<String> bodies = new HashSet<>();
      Set<String> contents = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        ApiClient.Answer answer = cluster.api.get("/storage/local");
        bodies.add(answer.body().replaceAll(":\"[^\"]*\"", ""));
        contents.add(answer.data().path("content").asString());
      }
      assertThat(bodies).hasSizeGreaterThan(1);
      assertThat(contents).hasSizeGreaterThan(1);
    }
  }

  @Test
  void everyNodeTellsTheFingerprintOfItsCertificate() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster
          .api
          .get("/nodes")
          .data()
          .forEach(node ->
              assertThat(node.path("ssl_fingerprint").asString())
                  .isEqualTo(cluster.simulator.fingerprint(node.path("node").asString())));
    }
  }

  @Test
  void aTicketEndsAfterTwoHours() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient root = cluster.anonymous().asRoot();
      cluster.pass(Duration.ofMinutes(119));
      assertThat(root.get("/version").status()).isEqualTo(200);
      cluster.pass(Duration.ofMinutes(2));
      assertThat(root.get("/version").status()).isEqualTo(401);
    }
  }

  @Test
  void aSecondFactorIsAskedForAndAccepted() {
    try (Cluster cluster = Cluster.single()) {
      cluster.simulator.addUser("eve@pve", "password", "123456");
      ApiClient.Answer first =
          cluster.anonymous().post("/access/ticket", "username", "eve@pve", "password", "password");
      assertThat(first.data().path("NeedTFA").asInt()).isEqualTo(1);
      ApiClient.Answer second =
          cluster
              .anonymous()
              .post(
                  "/access/ticket",
                  "username",
                  "eve@pve",
                  "password",
                  "totp:123456",
                  "tfa-challenge",
                  first.data().path("ticket").asString());
      assertThat(second.data().path("ticket").asString()).startsWith("PVE:eve@pve:");
    }
  }

  @Test
  void aCharacterOutsideAsciiInAnErrorEndsAsABrokenPipe() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.pass(Duration.ofMinutes(1));
      assertThat(cluster.api.post(Cluster.vm(100) + "/agent/exec", "command", "/no/such"))
          .isEqualTo(new ApiClient.Answer(596, ""));
    }
  }

  @Test
  void anUploadInAnotherOrderIsABareBadRequest() {
    try (Cluster cluster = Cluster.single()) {
      String body =
          String.join(
              "\r\n",
              "--x",
              "Content-Disposition: form-data; name=\"checksum\"",
              "",
              "abc",
              "--x",
              "Content-Disposition: form-data; name=\"content\"",
              "",
              "iso",
              "--x--",
              "");
      assertThat(
              cluster.api.send(
                  "POST",
                  "/nodes/pve1/storage/local/upload",
                  BodyPublishers.ofString(body),
                  "multipart/form-data; boundary=x"))
          .isEqualTo(new ApiClient.Answer(400, ""));
    }
  }
}
