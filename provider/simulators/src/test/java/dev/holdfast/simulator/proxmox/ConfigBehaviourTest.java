package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Sections 4.5 and 4.6 of what was observed: reading and changing configurations.
class ConfigBehaviourTest {

  private static final String CONFIG = "/config";

  @Test
  void aReadMergesWhatIsPendingAndTellsItApartOnRequest() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "cores", "1");
      cluster.api.put(Cluster.vm(100) + CONFIG, "cores", "4", "delete", "memory");
      assertThat(cluster.api.config(100)).containsEntry("cores", "4");
      JsonNode current = cluster.api.get(Cluster.vm(100) + CONFIG, "current", "1").data();
      assertThat(current.path("cores").asInt()).isEqualTo(1);
      assertThat(cluster.api.get(Cluster.vm(100) + "/pending").data().toString())
          .contains("\"pending\":4");
    }
  }

  @Test
  void integersAreNumbersButMemoryAndLimitAreTexts() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cores", "2", "memory", "256", "cpulimit", "1.5", "onboot", "0");
      JsonNode config = cluster.api.get(Cluster.vm(100) + CONFIG).data();
      assertThat(config.path("cores").isInt()).isTrue();
      assertThat(config.path("onboot").isInt()).isTrue();
      assertThat(config.path("memory").isString()).isTrue();
      assertThat(config.path("cpulimit").isString()).isTrue();
      assertThat(config.has("sockets")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags|B,a;b c|a;b;c",
        "agent|1|1",
        "agent|enabled=1|enabled=1",
        "net0|model=virtio,macaddr=BC:24:11:aa:BB:CC,bridge=vmbr0|virtio=BC:24:11:aa:BB:CC,bridge=vmbr0",
        "sshkeys|ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl|ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
        "cipassword|geheim|**********",
      })
  void aValueReadsBackInTheServersForm(String key, String given, String read) {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      assertThat(cluster.api.put(Cluster.vm(100) + CONFIG, key, given).status()).isEqualTo(200);
      assertThat(cluster.api.config(100)).containsEntry(key, read);
    }
  }

  @Test
  void emptyTagsBecomeABlank() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "tags", "a");
      cluster.api.put(Cluster.vm(100) + CONFIG, "tags", "");
      assertThat(cluster.api.config(100)).containsEntry("tags", " ");
    }
  }

  @Test
  void aCreateAddsWhatNobodyAskedFor() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "scsi0", "local:1,size=8G", "ide2", "none,media=cdrom", "net0", "virtio");
      Map<String, String> config = cluster.api.config(100);
      assertThat(config).containsKeys("smbios1", "vmgenid", "meta", "digest");
      assertThat(config.get("meta")).matches("creation-qemu=[\\d.]+,ctime=\\d+");
      assertThat(config).containsEntry("boot", "order=scsi0;ide2;net0");
      assertThat(config.get("net0")).startsWith("virtio=BC:24:11:");
      assertThat(config).containsEntry("scsi0", "local:100/vm-100-disk-0.raw,size=1G");
    }
  }

  @Test
  void smbiosWithoutUuidDropsTheUuid() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.api.put(Cluster.vm(100) + CONFIG, "smbios1", "serial=abc");
      assertThat(cluster.api.config(100)).containsEntry("smbios1", "serial=abc");
    }
  }

  @Test
  void anUnnamedMachineShowsANameInItsStatusOnly() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(411);
      assertThat(cluster.api.config(411)).doesNotContainKey("name");
      assertThat(
              cluster.api.get(Cluster.vm(411) + "/status/current").data().path("name").asString())
          .isEqualTo("VM 411");
      cluster.api.done(cluster.api.post(Cluster.vm(411) + "/clone", "newid", "412"));
      assertThat(cluster.api.config(412)).containsEntry("name", "Copy-of-VM-411");
    }
  }

  @Test
  void identicalValuesLeaveTheDigestAlone() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cores", "2");
      String before = cluster.api.config(100).getOrDefault("digest", "");
      cluster.api.put(Cluster.vm(100) + CONFIG, "cores", "2");
      assertThat(cluster.api.config(100)).containsEntry("digest", before);
    }
  }

  @Test
  void aCreateKeepsThePasswordInClearAndASnapshotShowsIt() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cipassword", "geheim");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      assertThat(
              cluster
                  .api
                  .get(Cluster.vm(100) + "/snapshot/s1/config")
                  .data()
                  .path("cipassword")
                  .asString())
          .isEqualTo("geheim");
      cluster.api.put(Cluster.vm(100) + CONFIG, "cipassword", "neu");
      assertThat(cluster.state(100).config().get("cipassword")).startsWith("$5$");
    }
  }

  @Test
  void anInvalidKeyIsAnError() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      assertThat(cluster.api.put(Cluster.vm(100) + CONFIG, "sshkeys", "nonsense").message())
          .isEqualTo("SSH public key validation error");
    }
  }

  @Test
  void missingSnippetsAndMappingsFailAtStart() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "cicustom", "user=local:snippets/none.yaml");
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(100) + "/status/start")))
          .isEqualTo("volume 'local:snippets/none.yaml' does not exist");
      cluster.create(101, "hostpci0", "mapping=gpu");
      assertThat(cluster.api.exit(cluster.api.post(Cluster.vm(101) + "/status/start")))
          .contains("gpu");
    }
  }

  @Test
  void theListingLagsBehind() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100, "name", "old");
      assertThat(listed(cluster).path("status").asString()).isEqualTo("unknown");
      assertThat(listed(cluster).has("name")).isFalse();
      cluster.pass(Duration.ofSeconds(2));
      assertThat(listed(cluster).path("name").asString()).isEqualTo("old");
      cluster.api.put(Cluster.vm(100) + CONFIG, "name", "new");
      assertThat(listed(cluster).path("name").asString()).isEqualTo("old");
      cluster.pass(Duration.ofSeconds(10));
      assertThat(listed(cluster).path("name").asString()).isEqualTo("new");
    }
  }

  private static JsonNode listed(Cluster cluster) {
    return cluster.api.get("/cluster/resources", "type", "vm").data().path(0);
  }

  @Test
  void aPoolRefusesWhatIsInsideAndStaysWhileItHasMembers() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      cluster.api.post("/pools", "poolid", "p1");
      assertThat(cluster.api.put("/pools", "poolid", "p1", "vms", "100,999").status())
          .isEqualTo(200);
      assertThat(cluster.api.put("/pools", "poolid", "p1", "vms", "100").status()).isEqualTo(500);
      assertThat(cluster.api.delete("/pools", "poolid", "p1").status()).isEqualTo(500);
      assertThat(cluster.api.get("/pools", "poolid", "p1").data().path(0).path("members"))
          .hasSize(1);
    }
  }

  @Test
  void theNextFreeIdIsNotReserved() {
    try (Cluster cluster = Cluster.single()) {
      assertThat(cluster.api.get("/cluster/nextid").data().asString()).isEqualTo("100");
      assertThat(cluster.api.get("/cluster/nextid").data().asString()).isEqualTo("100");
    }
  }

  @Test
  void aChangeOfNothingIsAnErrorAndSoAreContradictions() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      String config = Cluster.vm(100) + CONFIG;
      assertThat(cluster.api.put(config).message()).isEqualTo("no options specified");
      assertThat(cluster.api.put(config, "delete", "vga").status()).isEqualTo(200);
      assertThat(cluster.api.put(config, "delete", "colour").error("delete"))
          .isEqualTo("unknown option 'colour'");
      assertThat(cluster.api.put(config, "delete", "cores", "cores", "2").status()).isEqualTo(400);
    }
  }

  @Test
  void aRunningMachineTakesSomeChangesAtOnceAndOthersWhenItStops() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100, "cores", "1", "net0", "virtio,bridge=vmbr0");
      String config = Cluster.vm(100) + CONFIG;
      cluster.api.put(
          config,
          "cores",
          "2",
          "memory",
          "1024",
          "name",
          "web",
          "tags",
          "x",
          "net1",
          "virtio,bridge=vmbr1",
          "scsi0",
          "local:1");
      assertThat(cluster.state(100).pending()).containsOnlyKeys("cores", "memory");
      assertThat(cluster.state(100).config()).containsKeys("name", "tags", "net1", "scsi0");
      cluster.api.put(config, "revert", "memory");
      assertThat(cluster.state(100).pending()).containsOnlyKeys("cores");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/status/stop"));
      cluster.pass(Duration.ofSeconds(2));
      assertThat(cluster.state(100).pending()).isEmpty();
      assertThat(cluster.state(100).config()).containsEntry("cores", "2");
    }
  }

  @Test
  void aFailedHotplugIsAWrongParameter() {
    try (Cluster cluster = Cluster.single()) {
      cluster.createRunning(100);
      ApiClient.Answer answer =
          cluster.api.put(Cluster.vm(100) + CONFIG, "net2", "virtio,bridge=vmbr9");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error("net2")).startsWith("hotplug problem - ");
    }
  }
}
