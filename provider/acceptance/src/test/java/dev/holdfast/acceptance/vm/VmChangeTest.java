package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes in place: what is written, what is left alone, what waits for a restart.
class VmChangeTest extends VmTest {

  private static final String BASE =
      """
      name    = "web"
      node    = "pve1"
      cpu     = { cores = 2 }
      memory  = { size = 1024 }
      disks   = { scsi0 = { storage = "local-lvm", size = "8G" } }
      network = { net0 = { bridge = "vmbr0" } }
      """;

  @Test
  void a_change_of_one_key_prints_that_key_and_nothing_else() {
    machine(BASE);
    terraform.apply();
    machine(BASE.replace("cores = 2", "cores = 4"));
    Run plan = terraform.tryPlan().succeeded();
    assertThat(plan.stdout())
        .contains(
            """
              ~ resource "proxmox_vm" "x" {
                  ~ cpu               = {
                      ~ cores = 2 -> 4
                    }
                    id                = "100"
                    name              = "web"
            """
                .indent(0))
        .doesNotContain("known after apply");
  }

  @Test
  void what_nobody_set_is_kept_when_somebody_else_sets_it() {
    machine(BASE);
    terraform.apply();
    cluster.lab().setConfig(100, "onboot", "1");
    cluster.lab().setConfig(100, "sockets", "2");
    terraform.expectNoChanges();
    machine(BASE.replace("cores = 2", "cores = 4"));
    terraform.apply();
    assertThat(there(100).config()).containsEntry("onboot", "1").containsEntry("sockets", "2");
  }

  @Test
  void what_was_set_and_is_no_more_is_removed_from_the_server() {
    machine(BASE + "on_boot = true\ntags = [\"a\"]\nagent = { enabled = true }");
    terraform.apply();
    assertThat(there(100).config()).containsKeys("onboot", "tags", "agent");
    machine(BASE);
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKeys("onboot", "agent");
    assertThat(there(100).config().getOrDefault("tags", " ")).isBlank();
    terraform.expectNoChanges();
  }

  @Test
  void a_group_that_is_set_no_more_leaves_what_somebody_else_set_in_it() {
    machine(BASE);
    terraform.apply();
    cluster.lab().setConfig(100, "sockets", "2");
    machine(BASE.replace("cpu     = { cores = 2 }", ""));
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKey("cores").containsEntry("sockets", "2");
    terraform.expectNoChanges();
  }

  @Test
  void a_value_that_drifted_is_brought_back() {
    machine(BASE);
    terraform.apply();
    cluster.lab().setConfig(100, "cores", "8");
    terraform.apply();
    assertThat(there(100).config()).containsEntry("cores", "2");
  }

  @Test
  void a_disk_grows_and_moves_and_leaves_its_place() {
    machine(BASE);
    terraform.apply();
    machine(
        BASE.replace(
            "scsi0 = { storage = \"local-lvm\", size = \"8G\" }",
            "scsi0 = { storage = \"shared\", size = \"12G\", cache = \"writeback\" }\n"
                + "scsi1 = { storage = \"local-lvm\", size = \"1G\", on_remove = \"delete\" }"));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config().get("scsi0"))
        .startsWith("shared:")
        .contains("size=12G")
        .contains("cache=writeback");
    String second = config(100, "scsi1");

    machine(
        BASE.replace(
            "scsi0 = { storage = \"local-lvm\", size = \"8G\" }",
            "scsi0 = { storage = \"shared\", size = \"12G\", cache = \"writeback\" }"));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config()).doesNotContainKey("scsi1").doesNotContainKey("unused0");
    assertThat(cluster.volumes("pve1")).doesNotContain(second.substring(0, second.indexOf(',')));
  }

  @Test
  void a_disk_that_leaves_the_configuration_stays_as_unused() {
    machine(BASE);
    terraform.apply();
    machine(BASE.replace("disks   = { scsi0 = { storage = \"local-lvm\", size = \"8G\" } }", ""));
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKey("scsi0").containsKey("unused0");
    terraform.expectNoChanges();
  }

  @Test
  void a_change_of_a_running_machine_waits_and_a_warning_says_so() {
    machine(BASE + "power_state = \"running\"");
    terraform.apply();
    machine(BASE.replace("size = 1024", "size = 2048") + "power_state = \"running\"");
    Run run = terraform.apply();
    assertThat(run.flowing()).contains("Changes wait for a restart").contains("memory");
    assertThat(there(100).pending()).containsKey("memory");
    terraform.expectNoChanges();
  }

  @Test
  void a_change_of_a_running_machine_takes_effect_when_it_may_reboot() {
    machine(BASE + "power_state = \"running\"\nreboot_policy = \"if_needed\"");
    terraform.apply();
    machine(
        BASE.replace("size = 1024", "size = 2048")
            + "power_state = \"running\"\nreboot_policy = \"if_needed\"");
    terraform.apply();
    assertThat(there(100).pending()).isEmpty();
    assertThat(there(100).config()).containsEntry("memory", "2048");
    assertThat(there(100).status()).isEqualTo("running");
    terraform.expectNoChanges();
  }

  @Test
  void the_power_state_is_changed_in_place() {
    machine(BASE + "power_state = \"running\"");
    terraform.apply();
    assertThat(there(100).status()).isEqualTo("running");
    machine(BASE + "power_state = \"stopped\"\nshutdown_timeout = 5");
    terraform.apply();
    assertThat(there(100).status()).isEqualTo("stopped");
    terraform.expectNoChanges();
  }

  @Test
  void devices_of_somebody_else_are_listed_and_left_alone() {
    machine(BASE);
    terraform.apply();
    cluster.lab().setConfig(100, "net5", "virtio=BC:24:11:00:00:05,bridge=vmbr0");
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(terraform.state().attributes("proxmox_vm.x").path("unmanaged_devices").toString())
        .isEqualTo("[\"net5\"]");
    machine(
        BASE.replace(
            "net0 = { bridge = \"vmbr0\" }",
            "net0 = { bridge = \"vmbr0\" }\nnet5 = { bridge = \"vmbr0\" }"));
    terraform.tryPlan().failedWith("Slot is taken", "net5");
  }

  @Test
  void a_password_is_hashed_and_never_shown() {
    String cloudInit =
        "cloud_init = { storage = \"local-lvm\", user = \"ops\", password_wo = \"s3cret-one\","
            + " password_wo_version = 1 }";
    machine(BASE + cloudInit);
    terraform.apply();
    String first = there(100).config().get("cipassword");
    assertThat(first).startsWith("$6$");
    assertThat(terraform.stateFile().toString()).doesNotContain("s3cret-one");
    terraform.expectNoChanges();
    machine(BASE + cloudInit.replace("s3cret-one", "s3cret-two"));
    terraform.expectNoChanges();
    machine(BASE + cloudInit.replace("s3cret-one", "s3cret-two").replace("= 1", "= 2"));
    terraform.apply();
    assertThat(there(100).config().get("cipassword")).startsWith("$6$").isNotEqualTo(first);
    machine(BASE + "cloud_init = { storage = \"local-lvm\", user = \"ops\" }");
    terraform.apply();
    assertThat(there(100).config()).doesNotContainKey("cipassword");
    terraform.expectNoChanges();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "clone = { vmid = 9000 }\n"})
  void a_password_is_sent_once(String source) {
    machine(
        "name = \"w\"\n"
            + source
            + "cloud_init = { storage = \"local-lvm\", user = \"ops\", password = \"s3cret\" }");
    terraform.apply();
    assertThat(cluster.requests())
        .filteredOn(request -> request.parameters().containsKey("cipassword"))
        .hasSize(1);
    assertThat(there(100).config().get("cipassword")).startsWith("$6$");
  }

  @Test
  void the_source_of_a_clone_is_a_fact_of_creation() {
    machine("name = \"c\"\nclone = { vmid = 9000 }");
    terraform.apply();
    machine("name = \"c\"\nclone = { vmid = 9001 }");
    Run run = terraform.apply();
    assertThat(run.flowing()).contains("Machine is not rebuilt");
    assertThat(cluster.vms()).hasSize(2);
    terraform.expectNoChanges();
  }
}
