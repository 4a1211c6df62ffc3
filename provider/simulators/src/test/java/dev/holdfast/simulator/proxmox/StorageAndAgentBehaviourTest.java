package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Sections 4.7 and 4.8 of what was observed: uploads, storage content and the guest agent.
class StorageAndAgentBehaviourTest {

  // SHA-256 of the text "hello".
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static ApiClient.Answer upload(
      Cluster cluster, String content, String checksum, String name) {
    return upload(cluster.api, content, checksum, name);
  }

  static ApiClient.Answer upload(ApiClient api, String content, String checksum, String name) {
    String fields =
        checksum.isEmpty()
            ? field("content", content)
            : field("content", content)
                + field("checksum-algorithm", "sha256")
                + field("checksum", checksum);
    String body =
        fields
            + String.join(
                "\r\n",
                "--x",
                "Content-Disposition: form-data; name=\"filename\"; filename=\"" + name + "\"",
                "Content-Type: application/octet-stream",
                "",
                "hello",
                "--x--",
                "");
    return api.send(
        "POST",
        "/nodes/pve1/storage/local/upload",
        BodyPublishers.ofString(body),
        "multipart/form-data; boundary=x");
  }

  private static String field(String name, String value) {
    return String.join(
        "\r\n", "--x", "Content-Disposition: form-data; name=\"" + name + "\"", "", value, "");
  }

  @Test
  void anUploadIsStoredUnderASanitisedNameAndOverwritesSilently() {
    try (Cluster cluster = Cluster.single()) {
      cluster.api.done(upload(cluster, "iso", HELLO, "dir/my image (1).iso"));
      cluster.api.done(upload(cluster, "iso", "", "my image (1).iso"));
      JsonNode content =
          cluster.api.get("/nodes/pve1/storage/local/content", "content", "iso").data();
      assertThat(content).hasSize(1);
      assertThat(content.path(0).path("volid").asString()).isEqualTo("local:iso/my_image__1_.iso");
      assertThat(content.path(0).path("size").asInt()).isEqualTo(5);
    }
  }

  @Test
  void aWrongChecksumFailsInTheTask() {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.api.exit(upload(cluster, "iso", "0".repeat(64), "a.iso")))
          .isEqualTo("checksum mismatch: got '" + HELLO + "' != expect '" + "0".repeat(64) + "'");
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"snippets,user.yaml", "import,disk.img", "iso,disk.qcow2"})
  void otherContentsAndEndingsAreRefused(String content, String name) {
    try (Cluster cluster = Cluster.single()) {
      assertThat(upload(cluster, content, "", name).status()).isEqualTo(400);
    }
  }

  @Test
  void deletingAMissingVolumeSucceedsAndReadingItFails() {
    try (Cluster cluster = Cluster.single()) {
      String volume = "/nodes/pve1/storage/local/content/local:iso/none.iso";
      cluster.api.done(cluster.api.delete(volume));
      ApiClient.Answer answer = cluster.api.get(volume);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).startsWith("volume_size_info on");
    }
  }

  @Test
  void aDownloadFailsInsideItsTask() {
    try (Cluster cluster = Cluster.single()) {
      String url = "https://images.example/disk.qcow2";
      String[] order = {"content", "import", "filename", "disk.qcow2", "url", url};
      String path = "/nodes/pve1/storage/local/download-url";
      assertThat(cluster.api.exit(cluster.api.post(path, order))).contains("404");
      cluster.simulator.lab().publish(new RemoteFile(url, 1 << 30, Map.of()));
      cluster.api.done(cluster.api.post(path, order));
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("local:import/disk.qcow2");
    }
  }

  @Test
  void aDownloadAsksForTheStorageAndTheNetwork() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      String path = "/nodes/pve1/storage/local/download-url";
      String[] order = {"content", "iso", "filename", "a.iso", "url", "https://x.example/a.iso"};
      cluster.simulator.grant("/storage/local", "test@pve!t", "Datastore.AllocateTemplate");
      assertThat(limited.post(path, order).status()).isEqualTo(403);
      cluster.simulator.grant("/nodes/pve1", "test@pve!t", "Sys.AccessNetwork");
      assertThat(limited.post(path, order).status()).isEqualTo(200);
    }
  }

  @Test
  void aStoppedMachineAndASilentAgentSaySo() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(710, "agent", "1");
      String ping = Cluster.vm(710) + "/agent/ping";
      assertThat(cluster.api.post(ping).message()).isEqualTo("VM 710 is not running");
      cluster.api.done(cluster.api.post(Cluster.vm(710) + "/status/start"));
      var begin = cluster.simulator.clock().now();
      assertThat(cluster.api.post(ping).message()).isEqualTo("QEMU guest agent is not running");
      assertThat(Duration.between(begin, cluster.simulator.clock().now()))
          .isEqualTo(Duration.ofSeconds(3));
      cluster.pass(Duration.ofMinutes(1));
      assertThat(cluster.api.post(ping).status()).isEqualTo(200);
    }
  }

  @Test
  void interfacesAppearAfterAWhileWithLowerCaseAddresses() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1", "net0", "virtio=BC:24:11:AA:BB:CC,bridge=vmbr0");
      cluster.pass(Duration.ofMinutes(1));
      String text =
          cluster.api.get(Cluster.vm(100) + "/agent/network-get-interfaces").data().toString();
      assertThat(text)
          .contains("\"lo\"", "bc:24:11:aa:bb:cc", "fe80::")
          .contains(Guest.usual(100).addresses().getFirst().replace("/24", ""));
    }
  }

  @Test
  void theResultOfAProgramIsReadOnlyOnce() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.simulator.lab().guest(100, g -> g.running(Map.of("/bin/hostname", "web\n")));
      cluster.pass(Duration.ofMinutes(1));
      String pid =
          cluster
              .api
              .post(Cluster.vm(100) + "/agent/exec", "command", "/bin/hostname", "command", "-f")
              .data()
              .path("pid")
              .asString();
      String status = Cluster.vm(100) + "/agent/exec-status";
      JsonNode first = cluster.api.get(status, "pid", pid).data();
      assertThat(first.path("exited").asInt()).isEqualTo(1);
      assertThat(first.path("out-data").asString()).isEqualTo("web\n");
      assertThat(cluster.api.get(status, "pid", pid).status()).isEqualTo(500);
    }
  }

  @Test
  void filesAreWrittenAndReadBack() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.pass(Duration.ofMinutes(1));
      cluster.api.post(Cluster.vm(100) + "/agent/file-write", "file", "/tmp/a", "content", "b");
      assertThat(
              cluster
                  .api
                  .get(Cluster.vm(100) + "/agent/file-read", "file", "/tmp/a")
                  .data()
                  .path("content")
                  .asString())
          .isEqualTo("b");
    }
  }

  @Test
  void anAgentThatIsSwitchedOffAnswersWhileItsDeviceIsThere() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "0");
      cluster.pass(Duration.ofMinutes(1));
      assertThat(cluster.api.post(Cluster.vm(100) + "/agent/ping").status()).isEqualTo(200);
    }
  }

  @Test
  void theAnswersOfInformationLieInAResult() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1", "name", "web");
      cluster.pass(Duration.ofMinutes(1));
      assertThat(
              cluster
                  .api
                  .get(Cluster.vm(100) + "/agent/get-host-name")
                  .data()
                  .path("result")
                  .path("host-name")
                  .asString())
          .isEqualTo("web");
    }
  }

  @Test
  void aProgramIsAlsoGivenAsAListInJson() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.simulator.lab().guest(100, g -> g.running(Map.of("/bin/cat", "x")));
      cluster.pass(Duration.ofMinutes(1));
      String body = "{\"command\": [\"/bin/cat\", \"-n\"], \"input-data\": \"x\"}";
      JsonNode started =
          cluster.api.json("POST", Cluster.vm(100) + "/agent/exec", body).data().path("pid");
      assertThat(started.isInt()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"iso,a.img", "import,a.qcow2", "import,a.raw", "import,a.vmdk", "import,a.ova"})
  void theseEndingsAreTaken(String content, String name) {
    try (Cluster cluster = Cluster.single()) {
      cluster.api.done(upload(cluster, content, "", name));
      assertThat(cluster.simulator.volumes("pve1"))
          .containsExactly("local:" + content + "/" + name);
    }
  }

  @Test
  void aProgramThatStillRunsIsNotOverAndItsResultWaits() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.simulator.lab().guest(100, g -> g.taking(Duration.ofSeconds(5)));
      cluster.pass(Duration.ofMinutes(1));
      String pid =
          cluster
              .api
              .post(Cluster.vm(100) + "/agent/exec", "command", "/bin/true")
              .data()
              .path("pid")
              .asString();
      String status = Cluster.vm(100) + "/agent/exec-status";
      for (int i = 0; i < 2; i++) {
        JsonNode running = cluster.api.get(status, "pid", pid).data();
        assertThat(running.path("exited").asInt()).isZero();
        assertThat(running.has("exitcode")).isFalse();
      }
      cluster.pass(Duration.ofSeconds(5));
      JsonNode ended = cluster.api.get(status, "pid", pid).data();
      assertThat(ended.path("exited").asInt()).isEqualTo(1);
      assertThat(ended.path("exitcode").asInt()).isZero();
    }
  }

  @Test
  void aVolumeThatWasMissingIsNoticedInTheLogOnly() {
    try (Cluster cluster = Cluster.single()) {
      String volume = "/nodes/pve1/storage/local/content/local:iso/none.iso";
      String upid = cluster.api.delete(volume).data().asString();
      cluster.api.done(cluster.api.delete(volume));
      assertThat(cluster.api.exit(upid)).isEqualTo("OK");
      assertThat(cluster.api.log(upid)).anyMatch(line -> line.contains("does not exist"));
    }
  }
}
