package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A machine's whole life through the API.
class LifecycleTest {

  @Test
  void aMachineIsCreatedChangedStartedStoppedAndDestroyed() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient api = cluster.api;
      assertThat(api.get("/version").data().path("version").asString()).isEqualTo("9.2.11");
      cluster.create(
          100,
          "name",
          "web",
          "memory",
          "256",
          "scsi0",
          "local-lvm:8",
          "net0",
          "virtio,bridge=vmbr0");
      assertThat(cluster.simulator.volumes("pve1")).containsExactly("local-lvm:vm-100-disk-0");
      assertThat(api.put("/nodes/pve1/qemu/100/config", "cores", "2").data().isNull()).isTrue();
      api.done(api.post("/nodes/pve1/qemu/100/status/start"));
      assertThat(api.get("/nodes/pve1/qemu/100/status/current").data().path("status").asString())
          .isEqualTo("running");
      api.done(api.post("/nodes/pve1/qemu/100/status/stop"));
      api.done(api.delete("/nodes/pve1/qemu/100"));
      assertThat(cluster.simulator.vm(100)).isEmpty();
      assertThat(cluster.simulator.volumes("pve1")).isEmpty();
    }
  }

  @Test
  void aTemplateIsClonedLinkedAndFull() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient api = cluster.api;
      cluster.simulator.lab().addTemplate("pve1", 9000, "debian", "local-lvm", "4G");
      api.done(api.post("/nodes/pve1/qemu/9000/clone", "newid", "101", "name", "linked"));
      api.done(
          api.post("/nodes/pve1/qemu/9000/clone", "newid", "102", "full", "1", "storage", "local"));
      assertThat(cluster.simulator.volumes("pve1"))
          .isEqualTo(
              List.of(
                  "local:102/vm-102-disk-0.raw",
                  "local-lvm:base-9000-disk-0",
                  "local-lvm:vm-101-disk-0"));
      assertThat(cluster.state(101).config())
          .containsEntry("name", "linked")
          .doesNotContainKey("template");
      assertThat(cluster.state(102).config()).containsEntry("name", "Copy-of-debian");
    }
  }
}
