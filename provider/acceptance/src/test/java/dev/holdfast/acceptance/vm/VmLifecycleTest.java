package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// From nothing to a machine, through changes in place, and back to nothing.
class VmLifecycleTest extends VmTest {

  private static final String WHOLE =
      """
      name        = "web-1"
      node        = "pve1"
      description = "made by a test"
      tags        = ["web", "Blue"]
      on_boot     = true
      cpu         = { cores = 2, type = "host" }
      memory      = { size = 2048 }
      disks = {
        scsi0 = { storage = "local-lvm", size = "8G", discard = true }
      }
      network = {
        net0 = { bridge = "vmbr0", vlan = 20 }
      }
      cloud_init = {
        storage  = "local-lvm"
        user     = "ops"
        ssh_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEPkSbpcXn2VTRjyVzGmRlGqqgnSCPM1ofRA6gHBXDD ops"]
        addresses = {
          net0 = { ipv4 = "10.0.0.5/24", gateway4 = "10.0.0.1" }
        }
      }
      agent       = { enabled = true }
      power_state = "running"
      """;

  @Test
  void creates_an_empty_machine() {
    machine("name = \"bare\"");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config()).containsEntry("name", "bare");
    terraform.destroy();
    assertThat(cluster.vm(100)).isEmpty();
  }

  @Test
  void creates_changes_and_destroys_a_whole_machine() {
    machine(WHOLE);
    terraform.apply();
    assertThat(there(100).config())
        .containsEntry("cores", "2")
        .containsEntry("tags", "blue;web")
        .containsEntry("description", "made by a test");
    terraform.expectNoChanges();

    machine(WHOLE.replace("cores = 2", "cores = 4").replace("8G", "16G"));
    terraform.apply();
    terraform.expectNoChanges();

    terraform.destroy();
    assertThat(cluster.vm(100)).isEmpty();
  }

  @Test
  void makes_a_linked_clone() {
    machine(
        """
        name   = "clone-1"
        clone  = { vmid = 9000 }
        memory = { size = 1024 }
        disks  = { scsi0 = { size = "10G" } }
        power_state = "running"
        """);
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void makes_a_full_clone() {
    machine(
        """
        name   = "clone-2"
        clone  = { vmid = 9000, full = true, storage = "local-lvm" }
        """);
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void imports_by_id_alone_and_by_node_and_id() {
    cluster.lab().addVm("pve1", 321, "by-hand");
    machine(
        """
        name    = "by-hand"
        node    = "pve1"
        vmid    = 321
        network = { net0 = { bridge = "vmbr0" } }
        """);
    terraform.importId("proxmox_vm.x", "321");
    terraform.expectNoChanges();
    terraform.run("state", "rm", "proxmox_vm.x").succeeded();
    terraform.importId("proxmox_vm.x", "pve1/321");
    terraform.expectNoChanges();
  }
}
