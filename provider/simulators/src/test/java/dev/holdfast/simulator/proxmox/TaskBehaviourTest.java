package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Section 4.4 of what was observed: tasks.
class TaskBehaviourTest {

  @Test
  void theIdOfACloneTaskIsTheSource() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String upid = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101").data().asString();
      assertThat(upid)
          .matches("UPID:pve1:[0-9A-F]+:[0-9A-F]+:[0-9A-F]+:qmclone:100:root@pam!test:");
    }
  }

  @Test
  void theLogEndsWithTheResult() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String good = cluster.api.post(Cluster.vm(100) + "/status/start").data().asString();
      cluster.api.exit(good);
      assertThat(cluster.api.log(good)).last().isEqualTo("TASK OK");
      String bad = cluster.api.post(Cluster.vm(100) + "/status/start").data().asString();
      cluster.api.exit(bad);
      assertThat(cluster.api.log(bad)).last().isEqualTo("TASK ERROR: VM 100 already running");
    }
  }

  @Test
  void stopAndShutdownOfAStoppedMachineSucceedAndRebootIsRefused() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/status/stop"));
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/status/shutdown"));
      ApiClient.Answer reboot = cluster.api.post(Cluster.vm(100) + "/status/reboot");
      assertThat(reboot.status()).isEqualTo(500);
      assertThat(reboot.message()).isEqualTo("VM 100 not running");
    }
  }

  @Test
  void aShutdownWithASilentAgentTimesOutUnlessForced() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "agent", "1");
      cluster.simulator.lab().guest(100, g -> g.withAgent(Guest.Agent.SILENT));
      assertThat(
              cluster.api.exit(
                  cluster.api.post(Cluster.vm(100) + "/status/shutdown", "timeout", "30")))
          .isEqualTo("VM quit/powerdown failed - got timeout");
      assertThat(cluster.state(100).status()).isEqualTo("running");
      cluster.api.done(
          cluster.api.post(
              Cluster.vm(100) + "/status/shutdown", "timeout", "30", "forceStop", "1"));
      assertThat(cluster.state(100).status()).isEqualTo("stopped");
    }
  }

  @Test
  void aWaitingShutdownHoldsTheLockUnlessOverruled() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100);
      cluster.simulator.lab().guest(100, g -> g.obeying(false));
      String shutdown = cluster.api.post(Cluster.vm(100) + "/status/shutdown").data().asString();
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/status/stop")))
          .isEqualTo("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
      cluster.api.done(
          cluster.api.post(Cluster.vm(100) + "/status/stop", "overrule-shutdown", "1"));
      assertThat(cluster.api.exit(shutdown)).isEqualTo("received interrupt");
    }
  }

  @Test
  void aCreateThatCannotStartStillSucceeds() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cicustom", "user=local:snippets/missing.yaml", "start", "1");
      cluster.pass(Duration.ofSeconds(10));
      assertThat(cluster.state(100).status()).isEqualTo("stopped");
    }
  }

  @Test
  void aMachineOfHighAvailabilityIsOnlyAskedToStart() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.simulator.lab().manageByHa(100);
      ApiClient.Answer start = cluster.api.post(Cluster.vm(100) + "/status/start");
      assertThat(start.data().asString()).contains(":hastart:100:");
      cluster.api.done(start);
      assertThat(cluster.state(100).status()).isEqualTo("stopped");
      cluster.pass(Duration.ofSeconds(30));
      assertThat(cluster.state(100).status()).isEqualTo("running");
      assertThat(cluster.api.delete(Cluster.vm(100)).message()).contains("used in HA resources");
    }
  }

  @Test
  void aFailedCreateLeavesNothing() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer =
          cluster.api.post(
              "/nodes/pve1/qemu",
              "vmid",
              "100",
              "scsi0",
              "local-lvm:4",
              "scsi1",
              "local:0,import-from=local:import/missing.qcow2");
      assertThat(cluster.api.exit(answer)).startsWith("volume_size_info on");
      assertThat(cluster.simulator.vm(100)).isEmpty();
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @Test
  void aCancelledCloneLeavesNothingAndCancellingTwiceIsFine() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:32");
      String upid = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101").data().asString();
      assertThat(cluster.state(101).config()).containsEntry("lock", "clone");
      assertThat(cluster.api.delete("/nodes/pve1/tasks/" + upid).status()).isEqualTo(200);
      assertThat(cluster.api.delete("/nodes/pve1/tasks/" + upid).status()).isEqualTo(200);
      assertThat(cluster.simulator.vm(101)).isEmpty();
      assertThat(cluster.simulator.volumes("pve1")).hasSize(1);
    }
  }

  @Test
  void duringACloneTheSourceCannotBeChangedButClonedAgain() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:32");
      ApiClient.Answer first = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101");
      ApiClient.Answer second = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "102");
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "x").message())
          .endsWith("got timeout");
      assertThat(cluster.api.put(Cluster.vm(101) + "/config", "name", "x").message())
          .isEqualTo("VM is locked (clone)");
      cluster.api.done(first);
      cluster.api.done(second);
    }
  }

  @Test
  void aBandwidthLimitIsHonoured() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1");
      var begin = cluster.simulator.clock().now();
      cluster.api.done(
          cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101", "bwlimit", "10000"));
      assertThat(Duration.between(begin, cluster.simulator.clock().now()))
          .isGreaterThan(Duration.ofSeconds(100));
    }
  }

  @Test
  void switchedOnFaultsMeetTheNextRequestsOnly() {
    try (Cluster cluster = Cluster.single()) {
      String start = "/nodes/{node}/qemu/{vmid}/status/start";
      cluster.create(100);
      cluster
          .simulator
          .faults()
          .add(Fault.once("POST", start, new Fault.Kind.TaskFailure("no luck")));
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/status/start")))
          .isEqualTo("no luck");
      cluster.simulator.faults().add(Fault.once("POST", start, new Fault.Kind.BrokenPipe()));
      assertThat(cluster.api.post(Cluster.vm(100) + "/status/start").status()).isEqualTo(596);
      cluster.pass(Duration.ofSeconds(5));
      assertThat(cluster.state(100).status()).isEqualTo("running");
      assertThat(cluster.simulator.requests()).extracting(RecordedRequest::status).contains(596);
    }
  }
}
