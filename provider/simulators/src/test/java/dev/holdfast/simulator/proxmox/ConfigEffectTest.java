package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sections 4.5 and 4.6 of what was observed: when options take effect and how they read back.
class ConfigEffectTest {

  private static final String CONFIG = "/config";

  @ParameterizedTest
  @CsvSource({
    "cores,2,true",
    "memory,1024,true",
    "bios,ovmf,true",
    "description,x,false",
    "name,web,false",
    "tags,x,false",
    "net0,virtio,false",
    "scsi0,local:1,false"
  })
  void someOptionsWaitForAStopAndOthersApplyAtOnce(String key, String value, boolean waits) {
    try (Cluster cluster = Cluster.single()) {

      cluster.createRunning(100);
      assertThat(cluster.api.put(Cluster.vm(100) + CONFIG, key, value).status()).isEqualTo(200);
      assertThat(cluster.state(100).pending().containsKey(key)).isEqualTo(waits);
      assertThat(cluster.state(100).config().containsKey(key)).isEqualTo(!waits);
    }
  }

  @Test
  void aDeletionThatWaitsIsMarkedAsPending() {
    try (Cluster cluster = Cluster.single()) {

      cluster.createRunning(100, "cores", "2");
      cluster.api.put(Cluster.vm(100) + CONFIG, "delete", "cores");
      assertThat(cluster.api.config(100)).doesNotContainKey("cores");
      List<String> lines = new ArrayList<>();
      cluster
          .api
          .get(Cluster.vm(100) + "/pending")
          .data()
          .forEach(line -> {
            if (line.has("delete")) {
              lines.add(
                  line.path("key").asString()
                      + "="
                      + line.path("value").asString()
                      + " delete "
                      + line.path("delete").asInt());
            }
          });
      assertThat(lines).containsExactly("cores=2 delete 1");
    }
  }

  @Test
  void pendingChangesApplyAMomentAfterTheStop() {
    try (Cluster cluster = Cluster.single()) {

      cluster.createRunning(100);
      cluster.api.put(Cluster.vm(100) + CONFIG, "cores", "2");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/status/stop"));
      assertThat(cluster.state(100).pending()).containsKey("cores");
      cluster.pass(Duration.ofSeconds(2));
      assertThat(cluster.state(100).config()).containsEntry("cores", "2");
    }
  }

  @Test
  void anOptionKeepsItsExplicitDefaultAndAnUnsetOneIsAbsent() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "onboot", "0", "agent", "1");
      assertThat(cluster.api.config(100))
          .containsEntry("onboot", "0")
          .containsEntry("agent", "1")
          .doesNotContainKeys("cores", "bios", "memory");
    }
  }

  @Test
  void aHookScriptIsCheckedAtOnce() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      ApiClient.Answer answer =
          cluster
              .anonymous()
              .asRoot()
              .put(Cluster.vm(100) + CONFIG, "hookscript", "local:snippets/none.sh");
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(cluster.state(100).config()).doesNotContainKey("hookscript");
    }
  }

  @ParameterizedTest
  @CsvSource({"99,400", "100,200", "999999999,200", "1000000000,400"})
  void anIdLiesBetweenAHundredAndABillion(String vmid, int status) {
    try (Cluster cluster = Cluster.single()) {

      assertThat(cluster.api.post("/nodes/pve1/qemu", "vmid", vmid).status()).isEqualTo(status);
    }
  }

  @Test
  void anIdThatWasFreeMayBeTakenByTheTimeOfTheCreate() {
    try (Cluster cluster = Cluster.single()) {

      String free = cluster.api.get("/cluster/nextid").data().asString();
      assertThat(cluster.api.post("/nodes/pve1/qemu", "vmid", free).status()).isEqualTo(200);
      assertThat(cluster.api.post("/nodes/pve1/qemu", "vmid", free).message())
          .endsWith("VM " + free + " already exists on node 'pve1'");
    }
  }

  @Test
  void aDestroyedMachineLeavesTheListingWithinASecond() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      cluster.pass(Duration.ofSeconds(10));
      assertThat(cluster.api.get("/cluster/resources", "type", "vm").data()).hasSize(1);
      cluster.api.done(cluster.api.delete(Cluster.vm(100)));
      cluster.pass(Duration.ofSeconds(1));
      assertThat(cluster.api.get("/cluster/resources", "type", "vm").data()).isEmpty();
    }
  }

  @Test
  void aValueIsWrittenAnewWithItsPartsSorted() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local:1,ssd=1,cache=none,backup=0");
      assertThat(cluster.api.config(100))
          .containsEntry("scsi0", "local:100/vm-100-disk-0.raw,backup=0,cache=none,size=1G,ssd=1");
    }
  }

  @Test
  void aMachineWithoutBootableDeviceBootsFromABlank() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      assertThat(cluster.api.config(100)).containsEntry("boot", " ");
    }
  }

  @Test
  void anEncodedPasswordIsTakenAsItIs() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100);
      String hash = "$5$abcdefgh$ZcrtXaAb2QJGRmVvk8bKPxo4OnUsDtCvMqkAFmPvVG0";
      cluster.api.put(Cluster.vm(100) + CONFIG, "cipassword", hash);
      assertThat(cluster.state(100).config()).containsEntry("cipassword", hash);
      assertThat(cluster.api.config(100)).containsEntry("cipassword", "**********");
    }
  }

  @Test
  void theDigestCoversTheSnapshots() {
    try (Cluster cluster = Cluster.single()) {

      cluster.create(100, "scsi0", "local-lvm:1");
      cluster.api.done(cluster.api.post(Cluster.vm(100) + "/snapshot", "snapname", "s1"));
      String before = cluster.api.config(100).getOrDefault("digest", "");
      assertThat(before).matches("[0-9a-f]{40}");
      cluster.api.put(Cluster.vm(100) + "/snapshot/s1/config", "description", "new");
      assertThat(cluster.api.config(100)).doesNotContainEntry("digest", before);
    }
  }
}
