package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 4.2 of what was observed: which answer means what.
class StatusCodeTest {

  private static Duration elapsed(Cluster cluster, Runnable action) {
    Instant begin = cluster.simulator.clock().now();
    action.run();
    return Duration.between(begin, cluster.simulator.clock().now());
  }

  @Test
  void withoutCredentialsTheAnswerIsAnEmpty401() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer = cluster.anonymous().get("/version");
      assertThat(answer).isEqualTo(new ApiClient.Answer(401, ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"root@pam!test=wrong", "root@pam!unknown=x", "garbage"})
  void aWrongTokenIsAnEmpty401(String token) {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.anonymous().as(token).get("/version"))
          .isEqualTo(new ApiClient.Answer(401, ""));
    }
  }

  @Test
  void aWrongPasswordIsALate401WithBody() {
    try (Cluster cluster = Cluster.single()) {
      Duration elapsed =
          elapsed(
              cluster,
              () -> {
                ApiClient.Answer answer =
                    cluster
                        .anonymous()
                        .post("/access/ticket", "username", "root@pam", "password", "wrong");
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.message()).isEqualTo("authentication failure");
              });
      assertThat(elapsed).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void aTicketWritesOnlyWithItsCsrfText() {
    try (Cluster cluster = Cluster.single()) {
      String ticket =
          cluster
              .anonymous()
              .post("/access/ticket", "username", "root@pam", "password", "secret")
              .data()
              .path("ticket")
              .asString();
      ApiClient client =
          cluster.anonymous().with(Map.of("Cookie", "PVEAuthCookie=" + ApiClient.encode(ticket)));
      assertThat(client.get("/version").status()).isEqualTo(200);
      assertThat(client.post("/pools", "poolid", "p1").status()).isEqualTo(401);
      assertThat(cluster.anonymous().asRoot().post("/pools", "poolid", "p1").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nodes/pve1/qemu/999/config|500|Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
        "/nodes/pve2/qemu/100/config|500|Configuration file 'nodes/pve2/qemu-server/100.conf' does not exist",
        "/storage/none|500|storage 'none' does not exist",
        "/pools/none|500|pool 'none' does not exist",
        "/cluster/ha/resources/vm:9|500|no such resource 'vm:9'",
        "/nodes/nowhere/status|500|hostname lookup 'nowhere' failed - failed to get address info for: nowhere: Name or service not known",
      })
  void whatDoesNotExistIsA500WithItsOwnText(String path, int status, String text) {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.create(100);
      ApiClient.Answer answer = cluster.api.get(path);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.message()).isEqualTo(text);
    }
  }

  @Test
  void anUnknownStorageBelowANodeIsAWrongParameter() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer = cluster.api.get("/nodes/pve1/storage/none/status");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error("storage")).isEqualTo("No such storage.");
    }
  }

  @Test
  void aNodeThatIsDownIsAnEmpty595AfterSeconds() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.simulator.lab().node("pve2", false);
      Duration elapsed =
          elapsed(
              cluster,
              () ->
                  assertThat(cluster.api.get("/nodes/pve2/qemu"))
                      .isEqualTo(new ApiClient.Answer(595, "")));
      assertThat(elapsed).isBetween(Duration.ofMillis(2500), Duration.ofMillis(4500));
    }
  }

  @Test
  void whatExistsAlreadyIsA500() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(420);
      assertThat(cluster.api.post("/nodes/pve1/qemu", "vmid", "420").message())
          .isEqualTo("unable to create VM 420 - VM 420 already exists on node 'pve1'");
      assertThat(cluster.api.post(Cluster.vm(420) + "/clone", "newid", "420").message())
          .isEqualTo("unable to create VM 420: config file already exists");
      cluster.api.post("/pools", "poolid", "p1");
      assertThat(cluster.api.post("/pools", "poolid", "p1").message())
          .isEqualTo("create pool failed: pool 'p1' already exists");
    }
  }

  @Test
  void anotherDigestIsAConflict() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String digest = cluster.api.config(100).getOrDefault("digest", "");
      cluster.simulator.lab().setConfig(100, "cores", "4");
      ApiClient.Answer answer =
          cluster.api.put(Cluster.vm(100) + "/config", "name", "x", "digest", digest);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).isEqualTo("checksum mismatch (file change by other user?)");
    }
  }

  @Test
  void aLockedMachineRefusesAtOnceOrInTheTask() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().setConfig(100, "lock", "backup");
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "x").message())
          .isEqualTo("VM is locked (backup)");
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/status/start")))
          .isEqualTo("VM is locked (backup)");
    }
  }

  @Test
  void aBusyLockIsWaitedForTenSeconds() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().holdLock(100, Duration.ofSeconds(9));
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "x").status()).isEqualTo(200);
      cluster.simulator.lab().holdLock(100, Duration.ofSeconds(11));
      Duration elapsed =
          elapsed(
              cluster,
              () ->
                  assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "y").message())
                      .isEqualTo(
                          "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout"));
      assertThat(elapsed).isEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void withoutQuorumWritesFailAndReadsGoOn() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().quorum(false);
      assertThat(cluster.api.post("/nodes/pve1/qemu", "vmid", "101").message())
          .isEqualTo("cluster not ready - no quorum?");
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "x").message())
          .startsWith("unable to open file '/etc/pve/")
          .endsWith("Permission denied");
      assertThat(cluster.api.get(Cluster.vm(100) + "/config").status()).isEqualTo(200);
      assertThat(cluster.anonymous().asRoot().get("/version").status()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownTaskIsAWrongParameter() {
    try (Cluster cluster = Cluster.ofTwo()) {
      String garbage = "/nodes/pve1/tasks/UPID:x/status";
      assertThat(cluster.api.get(garbage).error("upid")).isEqualTo("unable to parse worker upid");
      String upid = cluster.api.post("/nodes/pve1/qemu", "vmid", "100").data().asString();
      assertThat(cluster.api.get("/nodes/pve2/tasks/" + upid + "/status").error("upid"))
          .isEqualTo("no such task");
    }
  }

  @Test
  void aChangeThatWaitsForALockEndsInItsTask() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      cluster.simulator.lab().holdLock(100, Duration.ofSeconds(11));
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/status/start")))
          .isEqualTo("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
    }
  }

  @Test
  void withoutQuorumUsersAndPoolsCannotBeChanged() {
    try (Cluster cluster = Cluster.single()) {

      cluster.simulator.lab().quorum(false);
      assertThat(cluster.api.post("/pools", "poolid", "p1").message())
          .endsWith("cfs-lock 'file-user_cfg' error: no quorum!");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/status/current",
    "PUT,/config",
    "POST,/config",
    "POST,/status/start",
    "POST,/template",
    "DELETE,''"
  })
  void anUnknownMachineIsTheSameErrorForEveryMethod(String method, String call) {
    try (Cluster cluster = Cluster.single()) {
      String path = Cluster.vm(999) + call;
      ApiClient.Answer answer =
          switch (method) {
            case "GET" -> cluster.api.get(path);
            case "DELETE" -> cluster.api.delete(path);
            default ->
                call.equals("/config")
                    ? cluster.api.form(method, path, "name", "x")
                    : cluster.api.form(method, path);
          };
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message())
          .isEqualTo("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist");
    }
  }

  @Test
  void withoutQuorumNothingStartsAndNoUserIsMade() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().quorum(false);
      assertThat(cluster.api.post(Cluster.vm(100) + "/status/start").message())
          .isEqualTo("cluster not ready - no quorum?");
      ApiClient.Answer user = cluster.api.post("/access/users", "userid", "eve@pve");
      assertThat(user.status()).isEqualTo(500);
      assertThat(user.message()).endsWith("cfs-lock 'file-user_cfg' error: no quorum!");
    }
  }

  @Test
  void aHeldStorageLockIsWaitedForByCallsAndTasks() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().holdStorage("local-lvm", Duration.ofSeconds(4));
      cluster.create(101, "scsi0", "local:1", "scsi1", "local-lvm:1");
      assertThat(cluster.simulator.volumes("pve1"))
          .containsExactlyInAnyOrder("local:101/vm-101-disk-0.raw", "local-lvm:vm-101-disk-0");
      cluster.simulator.lab().holdStorage("local-lvm", Duration.ofSeconds(60));
      String busy = "can't lock file '/var/lock/pve-manager/pve-storage-local-lvm' - got timeout";
      String[] disks = {"scsi0", "local:1", "scsi1", "local-lvm:1"};
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", disks).message()).isEqualTo(busy);
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/config", disks)))
          .isEqualTo(busy);
      assertThat(cluster.state(100).config()).doesNotContainKeys("scsi0", "scsi1", "unused0");
      assertThat(cluster.simulator.volumes("pve1")).hasSize(2);
    }
  }
}
