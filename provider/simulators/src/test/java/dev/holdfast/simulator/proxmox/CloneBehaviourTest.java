package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 4.6 of what was observed, templates, clones and moves to other nodes.
class CloneBehaviourTest {

  private static final String CONFIG = "/config";

  @Test
  void theFlagAloneMakesNoTemplateThatCanBeLinked() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1", "template", "1");
      assertThat(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101").message())
          .startsWith("Linked clone feature is not supported");
      cluster.create(102, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(102) + "/template"));
      assertThat(cluster.api.post(Cluster.vm(102) + "/template").status()).isEqualTo(500);
      cluster.api.done(cluster.api.post(Cluster.vm(102) + "/clone", "newid", "103"));
      assertThat(cluster.api.exit(cluster.api.delete(Cluster.vm(102))))
          .isEqualTo("base volume '102/base-102-disk-0.raw' is still in use by linked cloned");
      cluster.api.put(Cluster.vm(102) + CONFIG, "scsi1", "local:1");
      assertThat(cluster.api.config(102).get("scsi1")).startsWith("local:102/base-102-disk-1");
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(102) + "/status/start")))
          .isEqualTo("you can't start a vm if it's a template");
    }
  }

  @Test
  void aCloneGetsAddressesAndIdsOfItsOwn() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "net0", "virtio,bridge=vmbr0", "ide2", "local:cloudinit");
      assertThat(cluster.api.config(100).get("ide2")).doesNotContain("size=");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101"));
      Map<String, String> source = cluster.api.config(100);
      Map<String, String> clone = cluster.api.config(101);
      for (String key : new String[] {"net0", "smbios1", "vmgenid"}) {
        assertThat(clone.get(key)).isNotEqualTo(source.get(key));
      }
      assertThat(clone.get("ide2")).contains("vm-101-cloudinit").endsWith("size=4M");
    }
  }

  @Test
  void aMachineOnLocalStorageIsNotClonedToAnotherNode() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.create(100, "scsi0", "local:1");
      assertThat(
              cluster
                  .api
                  .post(Cluster.vm(100) + "/clone", "newid", "101", "target", "pve2")
                  .message())
          .isEqualTo("can't clone VM to node 'pve2' (VM uses local storage)");
      cluster.create(102, "scsi0", "shared:1");
      cluster.api.done(
          cluster.api.post(Cluster.vm(102) + "/clone", "newid", "103", "target", "pve2"));
      assertThat(cluster.state(103).node()).isEqualTo("pve2");
    }
  }

  @Test
  void aRunningMachineMovesOnlyOnline() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.createRunning(100, "scsi0", "shared:1");
      assertThat(cluster.api.post(Cluster.vm(100) + "/migrate", "target", "pve2").status())
          .isEqualTo(500);
      cluster.api.done(
          cluster.api.post(Cluster.vm(100) + "/migrate", "target", "pve2", "online", "1"));
      assertThat(cluster.state(100).node()).isEqualTo("pve2");
    }
  }

  @Test
  void aMachineWithSnapshotsBecomesNoTemplate() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local-lvm:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      ApiClient.Answer answer = cluster.api.post(Cluster.vm(100) + "/template");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).contains("contains snapshots");
      assertThat(cluster.state(100).config()).doesNotContainKey("template");
    }
  }

  @Test
  void aTemplateIsMadeOnce() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1", "ide2", "local:cloudinit");
      String generation = cluster.api.config(100).getOrDefault("vmgenid", "");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      Map<String, String> config = cluster.api.config(100);
      assertThat(config)
          .containsEntry("template", "1")
          .containsEntry("scsi0", "local:100/base-100-disk-0.raw,size=1G")
          .doesNotContainEntry("vmgenid", generation);
      assertThat(config.get("ide2")).contains("vm-100-cloudinit");
      ApiClient.Answer again = cluster.api.post(Cluster.vm(100) + "/template");
      assertThat(again.status()).isEqualTo(500);
      assertThat(again.message()).isEqualTo("you can't convert a template to a template");
    }
  }

  @Test
  void aTemplateIsLinkedAndAMachineCopiedWhenNothingIsSaid() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101"));
      assertThat(cluster.api.config(101).get("scsi0")).startsWith("local:101/vm-101-disk-0");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "102"));
      assertThat(cluster.api.config(102).get("scsi0"))
          .startsWith("local:100/base-100-disk-0.raw/102/vm-102-disk-0");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "103", "full", "1"));
      assertThat(cluster.api.config(103).get("scsi0")).startsWith("local:103/vm-103-disk-0");
    }
  }

  @Test
  void aBaseVolumeInUseIsKeptWhicheverCallWantsItsEnd() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101"));
      String inUse = "base volume '100/base-100-disk-0.raw' is still in use by linked cloned";
      assertThat(cluster.api.exit(cluster.api.delete(Cluster.vm(100)))).isEqualTo(inUse);
      assertThat(
              cluster.api.exit(
                  cluster.api.delete(
                      "/nodes/pve1/storage/local/content/local:100/base-100-disk-0.raw")))
          .isEqualTo(inUse);
      cluster.api.done(cluster.api.delete(Cluster.vm(101)));
      cluster.api.done(cluster.api.delete(Cluster.vm(100)));
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "storage,local-lvm,local-lvm:vm-101-disk-0",
    "format,qcow2,local:101/vm-101-disk-0.qcow2"
  })
  void storageAndFormatAreForFullClonesOnly(String key, String value, String volume) {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      String clone = Cluster.vm(100) + "/clone";
      assertThat(cluster.api.post(clone, "newid", "101", key, value).error(key))
          .contains("not allowed for linked clones");
      cluster.api.done(cluster.api.post(clone, "newid", "101", key, value, "full", "1"));
      assertThat(cluster.api.config(101).get("scsi0")).startsWith(volume);
    }
  }

  @Test
  void aCloneOnAnotherNodeNeedsASharedTarget() {
    try (Cluster cluster = Cluster.ofTwo()) {

      cluster.create(100, "scsi0", "shared:1");
      assertThat(
              cluster
                  .api
                  .post(
                      Cluster.vm(100) + "/clone",
                      "newid",
                      "101",
                      "target",
                      "pve2",
                      "storage",
                      "local")
                  .message())
          .isEqualTo("can't clone to non-shared storage 'local'");
    }
  }

  @Test
  void aLinkedCloneOnLocalStorageDoesNotMove() {
    try (Cluster cluster = Cluster.ofTwo()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101"));
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(101) + "/migrate", "target", "pve2")))
          .startsWith(
              "can't migrate 'local:100/base-100-disk-0.raw/101/vm-101-disk-0.qcow2' as it's a clone of");
      assertThat(cluster.state(101).node()).isEqualTo("pve1");
    }
  }

  @ParameterizedTest
  @CsvSource({"6,1,pve1", "4,0,pve2"})
  void manyClonesOfOneTemplateQueueByThemselves(int count, String full, String target) {
    try (Cluster cluster = Cluster.ofTwo()) {

      cluster.create(100, "scsi0", "shared:8");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      List<ApiClient.Answer> started = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        started.add(
            cluster.api.post(
                Cluster.vm(100) + "/clone",
                "newid",
                "" + (100 + i),
                "full",
                full,
                "target",
                target));
      }
      started.forEach(cluster.api::done);
      for (int i = 1; i <= count; i++) {
        assertThat(cluster.state(100 + i).node()).isEqualTo(target);
      }
    }
  }

  @Test
  void whileATaskHoldsTheSourceACloneWaitsAndSaysSo() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.simulator.lab().holdLock(100, Duration.ofSeconds(5));
      String upid = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101").data().asString();
      assertThat(cluster.api.exit(upid)).isEqualTo("OK");
      assertThat(cluster.api.log(upid))
          .anyMatch(line -> line.startsWith("trying to acquire lock..."));
    }
  }

  @ParameterizedTest
  @CsvSource({"/clone", "/migrate"})
  void aNodeThatIsNotThereIsNoTarget(String call) {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.create(100);
      String[] order = {"target", "pve9", "newid", "101"};
      ApiClient.Answer answer =
          call.equals("/clone")
              ? cluster.api.post(Cluster.vm(100) + call, order)
              : cluster.api.post(Cluster.vm(100) + call, "target", "pve9");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).isEqualTo("no such cluster node 'pve9'");
      assertThat(cluster.simulator.vm(101)).isEmpty();
    }
  }

  @Test
  void aSourceOnAnotherNodeIsNotFound() {
    try (Cluster cluster = Cluster.ofTwo()) {
      cluster.create(100);
      assertThat(cluster.api.post("/nodes/pve2/qemu/100/clone", "newid", "101").message())
          .isEqualTo("Configuration file 'nodes/pve2/qemu-server/100.conf' does not exist");
    }
  }

  @Test
  void duringACloneTheTargetIsListedAlready() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:32");
      ApiClient.Answer started = cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101");
      assertThat(cluster.api.get("/nodes/pve1/qemu").data().toString())
          .contains("\"vmid\":101")
          .contains("\"lock\":\"clone\"");
      cluster.api.done(started);
    }
  }
}
