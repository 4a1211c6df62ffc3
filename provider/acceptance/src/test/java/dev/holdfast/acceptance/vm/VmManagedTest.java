package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.proxmox.RecordedRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Managed means: set in the configuration at the last apply. Import reads everything.
class VmManagedTest extends VmTest {

  private static final String BASE = "name = \"web\"\nnode = \"pve1\"\n";

  private JsonNode state() {
    return terraform.state().attributes("proxmox_vm.x");
  }

  /// What the calls of that kind have sent so far.
  private Set<String> sent(String method, String template) {
    return cluster.requests().stream()
        .filter(request -> request.call().equals(method + " " + template))
        .map(RecordedRequest::parameters)
        .flatMap(parameters -> parameters.keySet().stream())
        .collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void no_default_of_the_server_is_ever_sent() {
    machine(BASE);
    terraform.apply();
    assertThat(sent("POST", "/nodes/{node}/qemu"))
        .containsExactlyInAnyOrder("vmid", "name", "description");
  }

  @Test
  void a_key_that_left_the_configuration_leaves_the_managed_ones() {
    machine(BASE + "on_boot = true");
    terraform.apply();
    machine(BASE);
    assertThat(terraform.plan().after("proxmox_vm.x").path("on_boot").isNull()).isTrue();
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKey("onboot");
    cluster.lab().setConfig(100, "onboot", "1");
    terraform.expectNoChanges();
    machine(BASE + "protection = false");
    terraform.apply();
    assertThat(there(100).config()).containsEntry("onboot", "1");
  }

  @Test
  void what_is_managed_survives_a_change_of_something_else() {
    machine(BASE + "on_boot = true\ntags = [\"a\"]");
    terraform.apply();
    machine(BASE + "on_boot = true\ntags = [\"a\"]\ncpu = { cores = 2 }");
    terraform.apply();
    machine(BASE + "cpu = { cores = 2 }");
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKey("onboot").containsEntry("cores", "2");
    assertThat(there(100).config().getOrDefault("tags", " ")).isBlank();
  }

  @Test
  void a_value_that_nobody_manages_is_kept_in_the_state_and_makes_no_difference() {
    machine(BASE + "cpu = { cores = 2 }");
    terraform.apply();
    cluster.lab().setConfig(100, "sockets", "2");
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(state().path("cpu").path("sockets").asInt()).isEqualTo(2);
    terraform.expectNoChanges();
  }

  @Test
  void zero_and_false_are_values() {
    machine(BASE + "on_boot = false\nmemory = { size = 512, balloon = 0 }\ncpu = { units = 100 }");
    terraform.apply();
    assertThat(there(100).config()).containsEntry("onboot", "0").containsEntry("balloon", "0");
    terraform.expectNoChanges();
    machine(BASE + "memory = { size = 512 }");
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKeys("onboot", "balloon", "cpuunits");
    terraform.expectNoChanges();
  }

  @Test
  void empty_is_a_value() {
    machine(BASE + "description = \"\"\ntags = []");
    terraform.apply();
    terraform.expectNoChanges();
    cluster.lab().setConfig(100, "description", "by hand");
    cluster.lab().setConfig(100, "tags", "hand");
    assertThat(terraform.plan().actions("proxmox_vm.x")).containsExactly("update");
    terraform.apply();
    assertThat(there(100).config().getOrDefault("description", "")).isBlank();
    assertThat(there(100).config().getOrDefault("tags", "")).isBlank();
    terraform.expectNoChanges();
  }

  @Test
  void values_are_compared_by_meaning() {
    machine(
        BASE
            + """
            tags    = ["B", "a"]
            disks   = { scsi0 = { storage = "local-lvm", size = "1024M", cache = "none" } }
            network = { net0 = { bridge = "vmbr0", mac = "bc:24:11:aa:bb:cc" } }
            """);
    terraform.apply();
    terraform.expectNoChanges();
    String disk = config(100, "scsi0");
    String volume = disk.substring(0, disk.indexOf(','));
    cluster.lab().setConfig(100, "scsi0", volume + ",size=1G,cache=none");
    cluster.lab().setConfig(100, "net0", "bridge=vmbr0,virtio=BC:24:11:AA:BB:CC");
    cluster.lab().setConfig(100, "tags", "b;a");
    terraform.expectNoChanges();
  }

  private void byHand() {
    cluster.lab().addVm("pve1", 100, "web");
    cluster.lab().setConfig(100, "net1", "virtio=BC:24:11:00:00:01,bridge=vmbr1");
    cluster.lab().setConfig(100, "onboot", "1");
    cluster.lab().setConfig(100, "tags", "hand");
  }

  @Test
  void an_import_reads_everything() {
    byHand();
    machine(BASE);
    terraform.importId("proxmox_vm.x", "100");
    JsonNode state = state();
    assertThat(state.path("name").asString()).isEqualTo("web");
    assertThat(state.path("cpu").path("cores").asInt()).isEqualTo(1);
    assertThat(state.path("memory").path("size").asInt()).isEqualTo(512);
    assertThat(state.path("agent").path("enabled").asBoolean()).isTrue();
    assertThat(state.path("on_boot").asBoolean()).isTrue();
    assertThat(state.path("network").propertyNames()).containsExactly("net0", "net1");
    assertThat(state.path("network").path("net1").path("bridge").asString()).isEqualTo("vmbr1");
    assertThat(state.path("unmanaged_devices")).isEmpty();
  }

  @Test
  void what_the_first_configuration_after_an_import_omits_is_released() {
    byHand();
    machine(BASE + "network = { net0 = { bridge = \"vmbr0\" } }");
    terraform.importId("proxmox_vm.x", "100");
    Run run = terraform.apply();
    assertThat(run.flowing())
        .contains("Released, not removed", "network[\"net1\"]", "agent", "on_boot", "tags");
    assertThat(there(100).config())
        .containsKeys("net0", "net1", "agent")
        .containsEntry("onboot", "1")
        .containsEntry("tags", "hand")
        .containsEntry("cores", "1");
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(state().path("network").propertyNames()).containsExactly("net0");
    assertThat(state().path("unmanaged_devices").toString()).isEqualTo("[\"net1\"]");
  }

  /// Terraform calls no provider for a plan without changes, so nothing is managed before the
  /// first.
  @Test
  void what_the_first_change_after_an_import_sets_is_managed_from_then_on() {
    byHand();
    String both =
        "on_boot = true\n"
            + "network = { net0 = { bridge = \"vmbr0\" }\nnet1 = { bridge = \"vmbr1\" } }";
    machine(BASE + both + "\ncpu = { cores = 2 }");
    terraform.importId("proxmox_vm.x", "100");
    terraform.apply();
    machine(BASE + "network = { net0 = { bridge = \"vmbr0\" } }");
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKeys("net1", "onboot").containsKey("net0");
    terraform.expectNoChanges();
  }

  @Test
  void an_import_block_works_like_the_command() {
    byHand();
    terraform.file("import.tf", "import {\n  to = proxmox_vm.x\n  id = \"pve1/100\"\n}\n");
    machine(BASE + "network = { net0 = { bridge = \"vmbr0\" } }");
    assertThat(terraform.tryPlan().succeeded().flowing()).contains("1 to import, 0 to add");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config()).containsKey("net1");
    terraform.destroy();
    assertThat(cluster.vm(100)).as("an imported machine is deleted like any other").isEmpty();
  }

  @Test
  void an_import_of_what_is_not_there_says_so() {
    machine(BASE);
    terraform.run("import", "-no-color", "proxmox_vm.x", "4711").failedWith("4711");
    terraform.run("import", "-no-color", "proxmox_vm.x", "web").failedWith("web", "pve1/101");
  }
}
