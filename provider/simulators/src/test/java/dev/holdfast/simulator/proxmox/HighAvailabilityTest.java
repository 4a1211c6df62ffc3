package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was observed of high availability.
class HighAvailabilityTest {

  @Test
  void groupsOfHighAvailabilityAreGone() {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.api.get("/cluster/ha/groups").message())
          .contains("ha groups have been migrated to rules");
    }
  }

  @Test
  void anUnmanagedMachineIsRefusedByARule() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      String[] rule = {
        "rule", "near", "type", "node-affinity", "resources", "vm:100", "nodes", "pve1"
      };
      assertThat(cluster.api.post("/cluster/ha/rules", rule).error("resources"))
          .contains("unmanaged");
      cluster.api.post("/cluster/ha/resources", "sid", "vm:100");
      assertThat(cluster.api.post("/cluster/ha/rules", rule).status()).isEqualTo(200);
      assertThat(cluster.api.get("/cluster/ha/rules").data()).hasSize(1);
    }
  }

  @Test
  void aManagedMachineIsDestroyedOnlyWithPurge() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      cluster.simulator.lab().manageByHa(100);
      assertThat(cluster.api.delete(Cluster.vm(100)).status()).isEqualTo(500);
      cluster.api.done(cluster.api.delete(Cluster.vm(100), "purge", "1"));
      assertThat(cluster.simulator.vm(100)).isEmpty();
      assertThat(cluster.api.get("/cluster/ha/resources/vm:100").message())
          .isEqualTo("no such resource 'vm:100'");
    }
  }

  @Test
  void aChangeOfAManagedMachineWithAnOlderDigestIsAConflict() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      cluster.simulator.lab().manageByHa(100);
      String resource = "/cluster/ha/resources/vm:100";
      String digest = cluster.api.get(resource).data().path("digest").asString();
      assertThat(cluster.api.put(resource, "comment", "a", "digest", digest).status())
          .isEqualTo(200);
      ApiClient.Answer late = cluster.api.put(resource, "comment", "b", "digest", digest);
      assertThat(late.status()).isEqualTo(500);
      assertThat(late.message())
          .isEqualTo("detected modified configuration - file changed by other user? Try again.");
    }
  }

  @ParameterizedTest
  @CsvSource({"stop", "shutdown"})
  void aManagedMachineIsOnlyAskedToStop(String call) {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100);
      cluster.simulator.lab().manageByHa(100);
      ApiClient.Answer answer = cluster.api.post(Cluster.vm(100) + "/status/" + call);
      assertThat(answer.data().asString()).contains(":hastop:100:");
      cluster.api.done(answer);
      assertThat(cluster.state(100).status()).isEqualTo("running");
      cluster.pass(Duration.ofSeconds(30));
      assertThat(cluster.state(100).status()).isEqualTo("stopped");
      assertThat(cluster.api.get("/cluster/ha/resources/vm:100").data().path("state").asString())
          .isEqualTo("stopped");
    }
  }

  @ParameterizedTest
  @CsvSource({"true,shared:1", "true,local:1", "false,local:1"})
  void aManagedMachineIsOnlyAskedToMove(boolean running, String disk) {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.create(100, "scsi0", disk);
      cluster.simulator.lab().power(100, running);
      cluster.simulator.lab().manageByHa(100);
      ApiClient.Answer answer =
          cluster.api.post(Cluster.vm(100) + "/migrate", "target", "pve2", "online", "1");
      assertThat(answer.data().asString()).contains(":hamigrate:100:");
      cluster.api.done(answer);
      assertThat(cluster.state(100).node()).isEqualTo("pve1");
      cluster.pass(Duration.ofMinutes(1));
      assertThat(cluster.state(100).node()).isEqualTo("pve2");
      assertThat(cluster.state(100).status()).isEqualTo(running ? "running" : "stopped");
      assertThat(cluster.simulator.runningTasks()).isEmpty();
    }
  }
}
