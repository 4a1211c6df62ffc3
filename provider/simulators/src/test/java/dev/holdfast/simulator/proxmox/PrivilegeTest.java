package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sections 4.3 and 5 of what was observed: who may do what.
class PrivilegeTest {

  private static final String TOKEN = "test@pve!t";

  @ParameterizedTest
  @CsvSource({
    "args,-S",
    "hugepages,2",
    "keephugepages,1",
    "affinity,0",
    "arch,x86_64",
    "ivshmem,size=1",
    "spice_enhancements,foldersharing=1",
    "parallel0,/dev/parport0",
    "vmgenid,1",
    "amd-sev,std",
    "usb0,host=1234:5678",
    "hostpci0,0000:01:00.0",
    "serial0,/dev/ttyS0",
  })
  void aTokenOfRootIsNotRoot(String key, String value) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String config = Cluster.vm(100) + "/config";
      ApiClient.Answer refused = cluster.api.put(config, key, value);
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.message()).startsWith("only root can set '" + key + "' config");
      assertThat(cluster.anonymous().asRoot().put(config, key, value).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"lock,backup", "skiplock,1", "delete,lock"})
  void lockingIsForRootOnly(String key, String value) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      ApiClient.Answer refused = cluster.api.put(Cluster.vm(100) + "/config", key, value);
      assertThat(refused.error(key)).isEqualTo("Only root may use this option.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cores,2,VM.Config.CPU",
    "memory,1024,VM.Config.Memory",
    "name,x,VM.Config.Options",
    "net0,virtio,VM.Config.Network",
    "scsi0,local:1,VM.Config.Disk",
    "ide2,'none,media=cdrom',VM.Config.CDROM",
    "serial0,socket,VM.Config.HWType",
    "vga,std,VM.Config.HWType",
    "tags,x,VM.Config.Options",
  })
  void everyKeyAsksForItsOwnPrivilege(String key, String value, String privilege) {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100);
      String config = Cluster.vm(100) + "/config";
      assertThat(limited.put(config, key, value).message())
          .startsWith("Permission check failed (/vms/100, VM.Config.Disk|");
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Config.Cloudinit");
      cluster.simulator.grant("/storage/local", TOKEN, "Datastore.AllocateSpace");
      assertThat(limited.put(config, key, value).message())
          .isEqualTo("Permission check failed (/vms/100, " + privilege + ")");
      cluster.simulator.grant("/vms/100", TOKEN, privilege);
      assertThat(limited.put(config, key, value).status()).isEqualTo(200);
    }
  }

  @Test
  void aCreateAsksForAllocateWithoutNamingIt() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      String[] order = {"vmid", "100", "memory", "256"};
      assertThat(limited.post("/nodes/pve1/qemu", order).message())
          .isEqualTo("Permission check failed");
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Allocate");
      assertThat(limited.post("/nodes/pve1/qemu", order).message())
          .isEqualTo("Permission check failed (/vms/100, VM.Config.Memory)");
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Allocate", "VM.Config.Memory");
      assertThat(limited.post("/nodes/pve1/qemu", order).status()).isEqualTo(200);
    }
  }

  @Test
  void aPoolGrantsItsMembers() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.api.post("/pools", "poolid", "p1");
      cluster.simulator.grant("/pool/p1", TOKEN, "VM.Allocate", "VM.Audit", "VM.Config.Memory");
      assertThat(
              limited
                  .post("/nodes/pve1/qemu", "vmid", "100", "pool", "p1", "memory", "256")
                  .status())
          .isEqualTo(200);
      assertThat(limited.get(Cluster.vm(100) + "/config").status()).isEqualTo(200);
    }
  }

  @Test
  void aBridgeAsksForTheUseOfIt() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100);
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Config.Network");
      assertThat(limited.put(Cluster.vm(100) + "/config", "net0", "virtio,bridge=vmbr0").message())
          .isEqualTo("Permission check failed (/sdn/zones/localnetwork/vmbr0, SDN.Use)");
    }
  }

  @Test
  void aCloneAsksForBothEndsAndTheStorage() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100, "scsi0", "local:1");
      String clone = Cluster.vm(100) + "/clone";
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Clone");
      assertThat(limited.post(clone, "newid", "101").message())
          .isEqualTo("Permission check failed");
      cluster.simulator.grant("/vms/101", TOKEN, "VM.Allocate");
      assertThat(limited.post(clone, "newid", "101").message())
          .isEqualTo("Permission check failed (/storage/local, Datastore.AllocateSpace)");
      cluster.simulator.grant("/storage/local", TOKEN, "Datastore.AllocateSpace");
      assertThat(limited.post(clone, "newid", "101").status()).isEqualTo(200);
    }
  }

  @Test
  void aMissingMachineMayLookLikeAMissingPrivilege() {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.limited().get(Cluster.vm(999) + "/config").message())
          .isEqualTo("Permission check failed (/vms/999, VM.Audit)");
    }
  }

  @Test
  void listsShowOnlyWhatOneMaySee() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient limited = cluster.limited();
      cluster.create(100);
      cluster.create(101);
      cluster.simulator.grant("/vms/101", TOKEN, "VM.Audit");
      assertThat(limited.get("/cluster/resources", "type", "vm").data()).hasSize(1);
      assertThat(limited.get("/nodes/pve1/qemu").data()).hasSize(1);
    }
  }

  @Test
  void anOlderServerAsksForMonitorWhereANewerOneHasAgentPrivileges() {
    try (Cluster cluster = Cluster.of(ProxmoxOptions.singleNode().playing(ProxmoxOptions.EIGHT))) {
      cluster.create(100);
      ApiClient limited = cluster.limited();
      assertThat(limited.get(Cluster.vm(100) + "/agent/get-osinfo").message())
          .isEqualTo("Permission check failed (/vms/100, VM.Monitor)");
    }
  }

  @ParameterizedTest
  @CsvSource({"hostpci0,mapping=gpu", "usb0,mapping=gpu", "serial0,socket", "usb0,host=spice"})
  void mappedAndVirtualDevicesAreForTokensToo(String key, String value) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      assertThat(cluster.api.put(Cluster.vm(100) + "/config", key, value).status()).isEqualTo(200);
    }
  }

  @Test
  void aPathOfTheFileSystemIsForRootOnly() {
    try (Cluster cluster = Cluster.single()) {
      ApiClient.Answer answer =
          cluster.api.post(
              "/nodes/pve1/qemu", "vmid", "100", "scsi0", "local:0,import-from=/srv/disk.raw");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.message()).isEqualTo("Only root can pass arbitrary filesystem paths");
    }
  }

  @Test
  void theMonitorOfAnOlderServerAsksForItsOwnPrivilegeAndObeysAllCommands() {
    try (Cluster cluster = Cluster.of(ProxmoxOptions.singleNode().playing(ProxmoxOptions.EIGHT))) {
      cluster.createRunning(100);
      ApiClient limited = cluster.limited();
      String monitor = Cluster.vm(100) + "/monitor";
      cluster.simulator.grant("/vms/100", TOKEN, "Sys.Audit", "Sys.Modify");
      assertThat(limited.post(monitor, "command", "info status").message())
          .isEqualTo("Permission check failed (/vms/100, VM.Monitor)");
      cluster.simulator.grant("/vms/100", TOKEN, "VM.Monitor");
      assertThat(limited.post(monitor, "command", "info status").status()).isEqualTo(200);
      assertThat(limited.post(monitor, "command", "system_reset").status()).isNotEqualTo(403);
    }
  }

  @Test
  void aClusterIsJoinedByRootOnly() {
    try (Cluster cluster = Cluster.single()) {
      String[] order = {
        "hostname", "192.0.2.1", "password", "p", "fingerprint", "AB" + ":AB".repeat(31)
      };
      ApiClient.Answer refused = cluster.api.post("/cluster/config/join", order);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.message()).isEqualTo("Permission check failed (user != root@pam)");
      assertThat(cluster.anonymous().asRoot().post("/cluster/config/join", order).status())
          .isEqualTo(500);
    }
  }
}
