package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Section 4.4 of what was observed: how tasks look, and what only a task notices.
class TaskFormTest {

  @Test
  void aStatusAndALogHaveTheirForm() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      String upid = cluster.api.post(Cluster.vm(100) + "/status/start").data().asString();
      String path = "/nodes/pve1/tasks/" + upid;
      JsonNode running = cluster.api.get(path + "/status").data();
      assertThat(running.path("status").asString()).isEqualTo("running");
      assertThat(running.has("exitstatus")).isFalse();
      assertThat(running.path("pid").isInt()).isTrue();
      assertThat(running.path("starttime").isInt()).isTrue();
      cluster.api.exit(upid);
      JsonNode log = cluster.api.get(path + "/log").json();
      assertThat(log.path("total").asInt()).isEqualTo(log.path("data").size());
      assertThat(log.path("data").path(0).propertyNames()).containsExactlyInAnyOrder("n", "t");
    }
  }

  @Test
  void theIdOfATaskSaysWhatItWorksOn() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(101, "scsi0", "local:1");
      String content = "/nodes/pve1/storage/local/content/local:101/vm-101-disk-0.raw";
      assertThat(cluster.api.delete(content).data().asString()).contains(":imgdel:101@local:");
      assertThat(
              cluster
                  .api
                  .post(
                      "/nodes/pve1/storage/local/download-url",
                      "content",
                      "iso",
                      "filename",
                      "a.iso",
                      "url",
                      "https://x.example/a.iso")
                  .data()
                  .asString())
          .contains(":download:a.iso:");
    }
  }

  @Test
  void aUsedSnapshotNameIsNoticedInTheTask() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local-lvm:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      assertThat(
              cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1")))
          .isEqualTo("snapshot name 's1' already used");
    }
  }

  @Test
  void aTaskIsKnownOnTheNodeItNamesOnly() {
    try (Cluster cluster = Cluster.ofTwo()) {

      String upid = cluster.api.post("/nodes/pve2/qemu", "vmid", "100").data().asString();
      assertThat(upid).startsWith("UPID:pve2:");
      cluster.api.done(cluster.api.post("/nodes/pve1/qemu", "vmid", "101"));
      assertThat(cluster.api.exit(upid)).isEqualTo("OK");
      assertThat(cluster.api.get("/nodes/pve1/tasks/" + upid + "/status").error("upid"))
          .isEqualTo("no such task");
    }
  }

  @Test
  void aFinishedTaskCanBeCancelledToNoEffect() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      String upid = cluster.api.post(Cluster.vm(100) + "/status/start").data().asString();
      cluster.api.exit(upid);
      assertThat(cluster.api.delete("/nodes/pve1/tasks/" + upid).status()).isEqualTo(200);
      assertThat(cluster.api.exit(upid)).isEqualTo("OK");
    }
  }

  @Test
  void aMachineNamesItsLatestSnapshotAsItsParent() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local-lvm:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      assertThat(cluster.api.config(100)).containsEntry("parent", "s1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s2"));
      assertThat(cluster.api.config(100)).containsEntry("parent", "s2");
      cluster.api.done(cluster.api.delete(Cluster.vm(100) + "/snapshot/s2"));
      assertThat(cluster.api.config(100)).containsEntry("parent", "s1");
    }
  }

  @Test
  void aTaskWithWarningsCountsThem() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "bios", "ovmf");
      String upid = cluster.api.post(Cluster.vm(100) + "/status/start").data().asString();
      assertThat(cluster.api.exit(upid)).isEqualTo("WARNINGS: 1");
      assertThat(cluster.api.log(upid)).last().isEqualTo("TASK WARNINGS: 1");
      assertThat(cluster.state(100).status()).isEqualTo("running");
    }
  }

  @Test
  void aShutdownLogsThePingThatASilentAgentDidNotAnswer() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.simulator.lab().guest(100, g -> g.withAgent(Guest.Agent.SILENT));
      String path = Cluster.vm(100) + "/status/shutdown";
      String upid = cluster.api.post(path, "timeout", "5").data().asString();
      cluster.api.exit(upid);
      assertThat(cluster.api.log(upid)).first().asString().contains("guest-ping");
    }
  }
}
