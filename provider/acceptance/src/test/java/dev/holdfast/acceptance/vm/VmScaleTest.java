package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// Two hundred machines in one configuration.
class VmScaleTest extends VmTest {

  private static final Logger LOG = Logger.getLogger(VmScaleTest.class.getName());
  private static final int MACHINES = 200;

  /// What a refresh may ask besides one request a machine: version, privileges and the like, the
  /// listing, and the live state of each node.
  private static final int CONSTANT = 5 + 1 + 2;

  private static final String CONFIGURATION =
      """
      variable "cores" {
        default = 1
      }

      resource "proxmox_vm" "x" {
        count   = %d
        name    = "m-${count.index}"
        node    = count.index %% 2 == 0 ? "pve1" : "pve2"
        cpu     = { cores = var.cores }
        memory  = { size = 512 }
        disks   = { scsi0 = { storage = "local-lvm", size = "1G" } }
        network = { net0 = { bridge = "vmbr0" } }
      }
      """;

  VmScaleTest() {
    super(ProxmoxOptions.singleNode().withNodes("pve1", "pve2"));
  }

  @Test
  void two_hundred_machines_are_created_planned_changed_and_destroyed() {
    terraform.configuration(CONFIGURATION.formatted(MACHINES));
    terraform.apply("-parallelism=50");
    assertThat(cluster.vms()).hasSize(MACHINES + 1);
    report("create");

    terraform.expectNoChanges("-parallelism=50");
    assertThat(report("plan without changes")).isLessThanOrEqualTo(CONSTANT + MACHINES);

    terraform.apply("-parallelism=50", "-var=cores=2");
    assertThat(cluster.vms().stream().filter(vm -> "2".equals(vm.config().get("cores"))))
        .hasSize(MACHINES);
    report("change of one key");

    terraform.destroy("-parallelism=50", "-var=cores=2");
    assertThat(cluster.vms()).hasSize(1);
    report("destroy");
    assertThat(cluster.failures()).isEmpty();
  }

  private int report(String phase) {
    int requests = cluster.requests().size();
    LOG.info(() -> phase + ": " + requests + " requests for " + MACHINES + " machines");
    cluster.clearRequests();
    return requests;
  }
}
