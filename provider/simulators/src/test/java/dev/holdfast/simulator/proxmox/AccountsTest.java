package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What was observed of users, tokens, access lists and the creation of storages.
class AccountsTest {

  private static final String TOKENS = "/access/users/eve@pve/token";

  private static void addEve(Cluster cluster) {
    assertThat(
            cluster
                .api
                .post("/access/users", "userid", "eve@pve", "password", "password", "comment", "E")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aNewUserLogsInAndASecondOfTheNameIsRefused() {
    try (Cluster cluster = Cluster.single()) {
      addEve(cluster);
      assertThat(
              cluster
                  .anonymous()
                  .post("/access/ticket", "username", "eve@pve", "password", "password")
                  .status())
          .isEqualTo(200);
      assertThat(cluster.api.get("/access/users/eve@pve").data().path("comment").asString())
          .isEqualTo("E");
      ApiClient.Answer again = cluster.api.post("/access/users", "userid", "eve@pve");
      assertThat(again.status()).isEqualTo(500);
      assertThat(again.message()).isEqualTo("create user failed: user 'eve@pve' already exists");
    }
  }

  @Test
  void anUnknownUserIsA500() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer = cluster.api.get("/access/users/adam@pve");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).isEqualTo("no such user ('adam@pve')");
    }
  }

  @Test
  void aTokenSpeaksForItsUserAndASecondOfTheNameIsAWrongParameter() {
    try (Cluster cluster = Cluster.single()) {
      addEve(cluster);
      JsonNode token = cluster.api.post(TOKENS + "/ci", "privsep", "0").data();
      String text = token.path("full-tokenid").asString() + "=" + token.path("value").asString();
      assertThat(cluster.anonymous().as(text).get("/version").status()).isEqualTo(200);
      ApiClient.Answer again = cluster.api.post(TOKENS + "/ci");
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.error("tokenid")).isEqualTo("Token already exists.");
    }
  }

  @Test
  void theSeparationOfATokenIsATextFirstAndANumberInTheList() {
    try (Cluster cluster = Cluster.single()) {
      addEve(cluster);
      JsonNode made = cluster.api.post(TOKENS + "/ci").data();
      assertThat(made.path("info").path("privsep").isString()).isTrue();
      JsonNode list = cluster.api.get(TOKENS).data();
      assertThat(list).hasSize(1);
      assertThat(list.path(0).path("privsep").isInt()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"a,400", "ab,200"})
  void theNameOfATokenHasTwoCharactersAtLeast(String name, int status) {
    try (Cluster cluster = Cluster.single()) {
      addEve(cluster);
      assertThat(cluster.api.post(TOKENS + "/" + name).status()).isEqualTo(status);
    }
  }

  @Test
  void rolesAddUpAndAreTakenAwayOneByOne() {
    try (Cluster cluster = Cluster.single()) {
      addEve(cluster);
      cluster.create(100);
      JsonNode token = cluster.api.post(TOKENS + "/ci", "privsep", "0").data();
      ApiClient eve =
          cluster
              .anonymous()
              .as(token.path("full-tokenid").asString() + "=" + token.path("value").asString());
      String[] roles = {"path", "/vms/100", "users", "eve@pve", "roles", "PVEVMUser,PVEAuditor"};
      assertThat(cluster.api.put("/access/acl", roles).status()).isEqualTo(200);
      assertThat(eve.post(Cluster.vm(100) + "/status/start").status()).isEqualTo(200);
      String[] less = {"path", "/vms/100", "users", "eve@pve", "roles", "PVEVMUser", "delete", "1"};
      assertThat(cluster.api.put("/access/acl", less).status()).isEqualTo(200);
      assertThat(eve.post(Cluster.vm(100) + "/status/stop").status()).isEqualTo(403);
      assertThat(eve.get(Cluster.vm(100) + "/config").status()).isEqualTo(200);
    }
  }

  @Test
  void whoOwnsAMachineOnlyGivesAwayOwnPrivileges() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100);
      cluster.simulator.grant("/vms/100", "test@pve!t", "VM.Allocate");
      String[] order = {"path", "/vms/100", "users", "test@pve", "roles", "Administrator"};
      assertThat(limited.put("/access/acl", order).status()).isEqualTo(403);
    }
  }

  @Test
  void aNewStorageHoldsDisksAndASecondOfTheNameIsRefused() {
    try (Cluster cluster = Cluster.single()) {
      String[] order = {"storage", "more", "type", "dir", "path", "/mnt/more"};
      assertThat(cluster.api.post("/storage", order).status()).isEqualTo(200);
      assertThat(cluster.api.get("/storage/more").data().path("path").asString())
          .isEqualTo("/mnt/more");
      cluster.create(100, "scsi0", "more:1");
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("more:100/vm-100-disk-0.raw");
      ApiClient.Answer again = cluster.api.post("/storage", order);
      assertThat(again.status()).isEqualTo(500);
      assertThat(again.message())
          .isEqualTo("create storage failed: storage ID 'more' already defined");
    }
  }

  @ParameterizedTest
  @CsvSource({"pbs,no storages of type", "nfs,missing value for required option 'server'"})
  void aStorageThatCannotBeMadeSaysWhy(String type, String text) {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer = cluster.api.post("/storage", "storage", "more", "type", type);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).contains(text);
    }
  }

  @Test
  void theOptionsOfAFirewallKnowTheirDigest() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String options = Cluster.vm(100) + "/firewall/options";
      String digest = cluster.api.get(options).data().path("digest").asString();
      assertThat(cluster.api.put(options, "enable", "1", "digest", digest).status()).isEqualTo(200);
      assertThat(cluster.api.get(options).data().path("enable").asInt()).isEqualTo(1);
      ApiClient.Answer late = cluster.api.put(options, "delete", "enable", "digest", digest);
      assertThat(late.status()).isEqualTo(500);
      assertThat(late.message())
          .isEqualTo("detected modified configuration - file changed by other user? Try again.");
      assertThat(cluster.api.put(options, "delete", "enable").status()).isEqualTo(200);
      assertThat(cluster.api.get(options).data().has("enable")).isFalse();
    }
  }

  @Test
  void aClusterIsFoundedByRootOnly() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer refused = cluster.api.post("/cluster/config", "clustername", "c1");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.message()).isEqualTo("Permission check failed (user != root@pam)");
      assertThat(
              cluster.anonymous().asRoot().post("/cluster/config", "clustername", "c1").message())
          .isEqualTo("the simulator's cluster is there already");
    }
  }

  @Test
  void theMonitorShowsToManyButObeysFew() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100);
      ApiClient limited = cluster.limited();
      cluster.simulator.grant("/vms/100", "test@pve!t", "Sys.Audit");
      String monitor = Cluster.vm(100) + "/monitor";
      assertThat(limited.post(monitor, "command", "info status").data().asString())
          .contains("running");
      assertThat(limited.post(monitor, "command", "system_reset").message())
          .isEqualTo("Permission check failed (/vms/100, Sys.Modify)");
    }
  }
}
