package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Section 4.6 of what was observed, disks: slots, sizes, moves, imports and features.
class DiskBehaviourTest {

  private static final String CONFIG = "/config";

  private static final String MOVE = "/move_disk";

  @Test
  void aReplacedOrDetachedDiskStaysUnusedUntilItIsDeleted() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local-lvm:1");
      String config = Cluster.vm(100) + CONFIG;
      cluster.api.put(config, "scsi0", "local-lvm:2");
      assertThat(cluster.api.config(100)).containsEntry("unused0", "local-lvm:vm-100-disk-0");
      cluster.api.put(config, "delete", "scsi0");
      assertThat(cluster.api.config(100))
          .containsEntry("unused1", "local-lvm:vm-100-disk-1")
          .containsEntry("boot", " ");
      cluster.api.put(config, "delete", "unused0");
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("local-lvm:vm-100-disk-1");
      cluster.api.put(Cluster.vm(100) + "/unlink", "idlist", "unused1", "force", "1");
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @Test
  void aDiskChangesItsSlotInOneCallWhenStopped() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local-lvm:1");
      assertThat(
              cluster
                  .api
                  .put(
                      Cluster.vm(100) + CONFIG,
                      "delete",
                      "scsi0",
                      "virtio0",
                      "local-lvm:vm-100-disk-0")
                  .status())
          .isEqualTo(200);
      assertThat(cluster.api.config(100))
          .containsEntry("virtio0", "local-lvm:vm-100-disk-0,size=1G")
          .doesNotContainKeys("scsi0", "unused0");
    }
  }

  @ParameterizedTest
  @CsvSource({"+1G,OK,2G", "4G,OK,4G", "1G,OK,1G", "512M,shrinking disks is not supported,1G"})
  void aDiskGrowsInATaskAndNeverShrinks(String size, String exit, String result) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1");
      assertThat(
              cluster.api.exit(
                  cluster.api.put(Cluster.vm(100) + "/resize", "disk", "scsi0", "size", size)))
          .isEqualTo(exit);
      assertThat(cluster.api.config(100).get("scsi0")).endsWith("size=" + result);
    }
  }

  @Test
  void anImportTakesOnlyImagesAndKeepsTheirFormat() {
    try (Cluster cluster = Cluster.single()) {
      cluster.simulator.lab().addFile("pve1", "local", "import/debian.qcow2", "3G");
      cluster.simulator.lab().addFile("pve1", "local", "iso/debian.iso", "1G");
      cluster.create(100, "scsi0", "local:0,import-from=local:import/debian.qcow2");
      assertThat(cluster.api.config(100))
          .containsEntry("scsi0", "local:100/vm-100-disk-0.qcow2,size=3G");
      ApiClient.Answer iso =
          cluster.api.post(
              "/nodes/pve1/qemu",
              "vmid",
              "101",
              "scsi0",
              "local:0,import-from=local:iso/debian.iso");
      assertThat(iso.status()).isEqualTo(400);
      assertThat(iso.error("scsi0")).contains("has wrong type 'iso'");
    }
  }

  @Test
  void rawFilesHaveNoSnapshots() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1");
      assertThat(
              cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1")))
          .isEqualTo("snapshot feature is not available");
      assertThat(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s").status())
          .isEqualTo(400);
    }
  }

  @Test
  void aMovedDiskLeavesItsOldVolumeUnused() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(
          cluster.api.post(Cluster.vm(100) + MOVE, "disk", "scsi0", "storage", "local-lvm"));
      assertThat(cluster.api.config(100))
          .containsEntry("scsi0", "local-lvm:vm-100-disk-0,size=1G")
          .containsEntry("unused0", "local:100/vm-100-disk-0.raw");
    }
  }

  @Test
  void aMovedDiskTakesItsOldVolumeAwayWhenAsked() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(
          cluster.api.post(
              Cluster.vm(100) + MOVE, "disk", "scsi0", "storage", "local-lvm", "delete", "1"));
      assertThat(cluster.api.config(100)).doesNotContainKey("unused0");
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("local-lvm:vm-100-disk-0");
    }
  }

  @Test
  void aDiskDoesNotMoveToWhereItIs() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1");
      assertThat(
              cluster.api.exit(
                  cluster.api.post(Cluster.vm(100) + MOVE, "disk", "scsi0", "storage", "local")))
          .isEqualTo("you can't move to the same storage with same format");
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT,/resize,size,+1G", "POST,/move_disk,storage,local-lvm"})
  void aMissingDiskIsNoticedInTheTask(String method, String call, String key, String value) {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      assertThat(
              cluster.api.exit(
                  cluster.api.form(method, Cluster.vm(100) + call, "disk", "scsi5", key, value)))
          .isEqualTo("disk 'scsi5' does not exist");
    }
  }

  @ParameterizedTest
  @CsvSource({"delete", "revert"})
  void aPendingNewDiskThatIsTakenBackLeavesItsVolumeUnused(String how) {
    try (Cluster cluster = Cluster.single()) {

      cluster.createRunning(100);
      String config = Cluster.vm(100) + CONFIG;
      cluster.api.put(config, "sata0", "local-lvm:1");
      assertThat(cluster.state(100).pending()).containsOnlyKeys("sata0");
      assertThat(cluster.api.put(config, how, "sata0").status()).isEqualTo(200);
      assertThat(cluster.state(100).pending()).isEmpty();
      assertThat(cluster.state(100).config())
          .containsEntry("unused0", "local-lvm:vm-100-disk-0")
          .doesNotContainKey("sata0");
    }
  }

  @Test
  void aRunningMachineLosesADiskAndGrowsAnotherAtOnce() {
    try (Cluster cluster = Cluster.single()) {

      cluster.createRunning(100, "scsi0", "local-lvm:1", "scsi1", "local-lvm:1");
      cluster.api.put(Cluster.vm(100) + CONFIG, "delete", "scsi1");
      assertThat(cluster.state(100).config())
          .containsEntry("unused0", "local-lvm:vm-100-disk-1")
          .doesNotContainKey("scsi1");
      cluster.api.done(
          cluster.api.put(Cluster.vm(100) + "/resize", "disk", "scsi0", "size", "+1G"));
      assertThat(cluster.state(100).config().get("scsi0")).endsWith("size=2G");
    }
  }

  @ParameterizedTest
  @CsvSource({"/config,delete", "/unlink,idlist"})
  void anUnusedVolumeIsDestroyedWhenItsKeyIsDeletedByEitherCall(String call, String key) {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local-lvm:1");
      cluster.api.put(Cluster.vm(100) + "/unlink", "idlist", "scsi0");
      assertThat(cluster.api.config(100)).containsEntry("unused0", "local-lvm:vm-100-disk-0");
      assertThat(cluster.api.put(Cluster.vm(100) + call, key, "unused0").status()).isEqualTo(200);
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local:1|snapshot|0|[]",
        "'local:1,format=qcow2'|snapshot|1|[\"pve1\"]",
        "'shared:1,format=qcow2'|snapshot|1|[\"pve1\",\"pve2\"]",
        "local-lvm:1|snapshot|1|[\"pve1\"]",
        "local-lvm:1|clone|0|[]",
        "local:1|copy|1|[\"pve1\"]",
      })
  void theFeaturesOfAMachineFollowFromItsDisks(String disk, String feature, int has, String nodes) {
    try (Cluster cluster = Cluster.ofTwo()) {

      cluster.create(100, "scsi0", disk);
      JsonNode answer = cluster.api.get(Cluster.vm(100) + "/feature", "feature", feature).data();
      assertThat(answer.path("hasFeature").asInt()).isEqualTo(has);
      assertThat(answer.path("nodes").toString()).isEqualTo(nodes);
    }
  }

  @Test
  void anImportAsksForTheSpecialSpelling() {
    try (Cluster cluster = Cluster.single()) {

      cluster.simulator.lab().addFile("pve1", "local", "import/debian.qcow2", "3G");
      ApiClient.Answer answer =
          cluster.api.post(
              "/nodes/pve1/qemu",
              "vmid",
              "100",
              "scsi0",
              "local:4,import-from=local:import/debian.qcow2");
      assertThat(answer.error("scsi0")).contains("<storage ID>:0,import-from=<source>");
    }
  }

  @Test
  void aChangeIsDoneAtOnceByPutAndInATaskByPost() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      ApiClient.Answer started = cluster.api.post(Cluster.vm(100) + CONFIG, "scsi0", "local:1");
      assertThat(started.data().asString()).contains(":qmconfig:100:");
      cluster.api.done(started);
      assertThat(cluster.api.put(Cluster.vm(100) + CONFIG, "scsi1", "local:1").data().isNull())
          .isTrue();
      assertThat(cluster.api.config(100)).containsKeys("scsi0", "scsi1");
    }
  }
}
