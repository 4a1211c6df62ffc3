package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The packaged program works on a simulated cluster in real time, as a user's Terraform runs it.
class PackagedVmTest {

  private static final String CONFIGURATION =
      """
      terraform {
        required_providers {
          proxmox = { source = "holdfast/proxmox" }
        }
      }

      resource "proxmox_vm" "x" {
        name        = "packaged"
        clone       = { vmid = 9000 }
        memory      = { size = %d }
        disks       = { scsi0 = { size = "6G" } }
        power_state = "running"
        reboot_policy = "if_needed"
      }
      """;

  private static Path program() {
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(
          Published.packaged().isPresent(), "There is no package to test; make build makes one.");
    }
    return Published.packaged().orElseThrow();
  }

  @Test
  void the_packaged_program_creates_changes_imports_and_destroys() throws Exception {
    Path program = program();
    try (var clock = RealClock.start(4);
        var cluster = ProxmoxSimulator.start(ProxmoxOptions.singleNode().in(clock));
        var terraform = Workspace.traced(Published.executable(program))) {
      cluster.lab().addTemplate("pve1", 9000, "debian-template", "local-lvm", "4G");
      terraform
          .with("PROXMOX_VE_ENDPOINT", cluster.endpoint().toString())
          .with("PROXMOX_VE_API_TOKEN", cluster.addToken("root@pam", "terraform", false))
          .with("PROXMOX_VE_TLS_FINGERPRINT", cluster.fingerprint());

      terraform.configuration(CONFIGURATION.formatted(1024)).apply();
      terraform.expectNoChanges();
      terraform.configuration(CONFIGURATION.formatted(2048)).apply();
      assertThat(cluster.vm(100).orElseThrow().config()).containsEntry("memory", "2048");

      terraform.run("state", "rm", "proxmox_vm.x").succeeded();
      terraform.importId("proxmox_vm.x", "pve1/100");
      terraform.destroy();
      assertThat(cluster.vm(100)).isEmpty();
    }
  }
}
