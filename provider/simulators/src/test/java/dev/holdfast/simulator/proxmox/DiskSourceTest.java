package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 4.6 of what was observed, disks: where they come from and moves of base volumes.
class DiskSourceTest {

  @ParameterizedTest
  @CsvSource({
    "'local:2,format=qcow2',local:0,local:101/vm-101-disk-0.qcow2",
    "local:2,local:0,local:101/vm-101-disk-0.raw",
    "'local:2,format=qcow2',local-lvm:0,local-lvm:vm-101-disk-0"
  })
  void theDiskOfAnotherMachineIsImportedInItsFormat(String source, String place, String volume) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", source);
      String id = cluster.state(100).config().getOrDefault("scsi0", "").split(",")[0];
      cluster.create(101, "scsi0", place + ",import-from=" + id);
      assertThat(cluster.api.config(101)).containsEntry("scsi0", volume + ",size=2G");
      assertThat(cluster.state(100).config().get("scsi0")).startsWith(id);
    }
  }

  @Test
  void anImportByAChangeHoldsTheAnswerBackUntilTheDiskIsCopied() {
    try (Cluster cluster = Cluster.single()) {
      cluster.simulator.lab().addFile("pve1", "local", "import/a.qcow2", "2G");
      cluster.create(100);
      Instant begin = cluster.simulator.clock().now();
      String import2 = "local:0,import-from=local:import/a.qcow2";
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "scsi0", import2).data().isNull())
          .isTrue();
      assertThat(Duration.between(begin, cluster.simulator.clock().now()))
          .isGreaterThan(Duration.ofSeconds(10));
      assertThat(cluster.api.config(100)).containsKey("scsi0");
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", "name", "x").status()).isEqualTo(200);
    }
  }

  @Test
  void theMovedDiskOfATemplateIsABaseVolumeAgain() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      cluster.api.done(move(cluster, "scsi0", "0"));
      assertThat(cluster.api.config(100))
          .containsEntry("scsi0", "local-lvm:base-100-disk-0,size=1G")
          .containsEntry("unused0", "local:100/base-100-disk-0.raw");
    }
  }

  @Test
  void aBaseVolumeInUseIsNotDeletedByAMove() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/template"));
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/clone", "newid", "101"));
      assertThat(cluster.api.exit(move(cluster, "scsi0", "1")))
          .isEqualTo("base volume '100/base-100-disk-0.raw' is still in use by linked cloned");
      assertThat(cluster.simulator.volumes("pve1")).hasSize(2);
      cluster.api.done(cluster.api.delete(Cluster.vm(101)));
      cluster.api.done(move(cluster, "scsi0", "1"));
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("local-lvm:base-100-disk-0");
    }
  }

  @Test
  void aDiskWithSnapshotsIsNotMovedAway() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1,format=qcow2", "ide2", "none,media=cdrom");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      assertThat(cluster.api.exit(move(cluster, "scsi0", "1")))
          .isEqualTo("you can't move a disk with snapshots and delete the source");
      assertThat(cluster.api.exit(move(cluster, "ide2", "0"))).isEqualTo("you can't move a cdrom");
    }
  }

  private static ApiClient.Answer move(Cluster cluster, String disk, String delete) {
    return cluster.api.post(
        Cluster.vm(100) + "/move_disk", "disk", disk, "storage", "local-lvm", "delete", delete);
  }
}
