package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Bad input of every kind gives one error that names the attribute and the cure.
class VmBadInputTest extends VmTest {

  /// @param body what stands in the resource
  /// @param texts what the error says
  private record Bad(String name, String body, List<String> texts) {
    static Bad of(String name, String body, String... texts) {
      return new Bad(name, body, List.of(texts));
    }
  }

  private static final List<Bad> CASES =
      List.of(
          Bad.of("wrong type", "cpu = { cores = \"many\" }", "cores", "a number is required"),
          Bad.of("out of range", "cpu = { cores = 0 }", "cpu.cores", "1", "128"),
          Bad.of("unknown attribute", "cpus = 4", "cpus", "not expected here"),
          Bad.of(
              "bad size unit",
              "disks = { scsi0 = { storage = \"local-lvm\", size = \"32GB\" } }",
              "size",
              "\"32G\""),
          Bad.of(
              "unknown slot",
              "disks = { scsi99 = { storage = \"local-lvm\", size = \"1G\" } }",
              "scsi99",
              "scsi0 to scsi30"),
          Bad.of(
              "disk without storage",
              "disks = { scsi0 = { size = \"1G\" } }",
              "storage",
              "local-lvm"),
          Bad.of(
              "disk without size",
              "disks = { scsi0 = { storage = \"local-lvm\" } }",
              "size",
              "32G"),
          Bad.of("unknown node", "node = \"pve7\"", "pve7", "pve1"),
          Bad.of("bad name", "name = \"web_1\"", "name", "DNS name"),
          Bad.of("bad tag", "tags = [\"a b\"]", "tags", "letters"),
          Bad.of("vmid too small", "vmid = 7", "vmid", "100"),
          Bad.of(
              "bad MAC",
              "network = { net0 = { bridge = \"vmbr0\", mac = \"BC-24\" } }",
              "mac",
              "hexadecimal"),
          Bad.of(
              "bad address",
              "cloud_init = { addresses = { net0 = { ipv4 = \"10.0.0.5\" } } }",
              "ipv4",
              "10.0.0.5/24"),
          Bad.of(
              "two passwords",
              "cloud_init = { password = \"a\", password_wo = \"b\", password_wo_version = 1 }",
              "password",
              "password_wo"),
          Bad.of(
              "root-only key with a token", "cpu = { affinity = \"0\" }", "affinity", "root@pam"),
          Bad.of("bad timeout", "timeouts = { create = \"soon\" }", "timeouts.create", "30m"));

  @TestFactory
  Stream<DynamicTest> bad_input() {
    return CASES.stream().map(bad -> DynamicTest.dynamicTest(bad.name(), () -> check(bad)));
  }

  private void check(Bad bad) {
    machine(bad.body());
    Run run = terraform.tryPlan().failedWith(bad.texts().toArray(String[]::new));
    assertThat(run.flowing().split("Error: ", -1)).as(run::toString).hasSize(2);
    assertThat(cluster.vms()).hasSize(1);
  }

  @Test
  void a_slot_that_stands_twice_is_named() {
    machine("disks = {\n scsi0 = { size = \"1G\" }\n scsi0 = { size = \"2G\" }\n }");
    terraform.tryPlan().failedWith("scsi0");
  }

  @Test
  void a_missing_source_of_a_clone_is_named() {
    machine("name = \"c\"\nclone = { vmid = 4711 }");
    terraform.tryApply().failedWith("4711", "clone.vmid");
  }

  @Test
  void a_taken_id_offers_the_import() {
    machine("vmid = 9000\nname = \"c\"");
    terraform.tryApply().failedWith("VM id is taken", "9000", "import");
  }

  @Test
  void a_disk_cannot_shrink() {
    machine("name = \"c\"\ndisks = { scsi0 = { storage = \"local-lvm\", size = \"2G\" } }");
    terraform.apply();
    machine("name = \"c\"\ndisks = { scsi0 = { storage = \"local-lvm\", size = \"1G\" } }");
    terraform.tryPlan().failedWith("Unable to shrink a disk", "scsi0", "2G", "1G");
  }

  @Test
  void a_machine_with_disks_is_not_replaced_by_accident() {
    String disks = "name = \"c\"\ndisks = { scsi0 = { storage = \"local-lvm\", size = \"2G\" } }\n";
    machine(disks + "vmid = 200");
    terraform.apply();
    machine(disks + "vmid = 201");
    terraform.tryPlan().failedWith("Unable to replace a machine that has disks", "allow_replace");
    machine(disks + "vmid = 201\nallow_replace = true");
    terraform.apply();
    assertThat(cluster.vm(200)).isEmpty();
    assertThat(cluster.vm(201)).isPresent();
  }

  @Test
  void a_protected_machine_is_not_destroyed() {
    machine("name = \"c\"\nprotection = true");
    terraform.apply();
    terraform
        .run("destroy", "-auto-approve", "-no-color")
        .failedWith("Unable to destroy a protected machine", "protection = false");
    assertThat(named("c")).hasSize(1);
  }

  @Test
  void another_node_is_a_plan_error_until_machines_migrate() {
    machine("name = \"c\"\nnode = \"pve1\"");
    terraform.apply();
    machine("name = \"c\"\nnode = \"pve2\"");
    terraform.tryPlan().failedWith("Unable to move the machine to another node", "pve2");
  }
}
