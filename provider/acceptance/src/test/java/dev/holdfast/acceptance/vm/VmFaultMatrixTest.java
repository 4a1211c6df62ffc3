package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.FaultCases;
import dev.holdfast.acceptance.terraform.FaultCases.Case;
import dev.holdfast.acceptance.terraform.FaultCases.Step;
import dev.holdfast.acceptance.terraform.FaultMatrix;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.proxmox.Fault;
import dev.holdfast.simulator.proxmox.VmState;
import java.util.List;
import java.util.stream.Stream;

/// Every kind of fault at every step of create, change and destroy: nothing is orphaned, the state
/// is true, and the next apply converges.
class VmFaultMatrixTest extends VmTest implements FaultMatrix<VmFaultMatrixTest.Phase, Fault.Kind> {

  private static final String VM = "/nodes/{node}/qemu/{vmid}";

  private static final String FIRST =
      """
      name    = "web"
      node    = "pve1"
      cpu     = { cores = 1 }
      memory  = { size = 512 }
      disks = {
        scsi0 = { storage = "local-lvm", size = "1G" }
        scsi1 = { storage = "local-lvm", size = "1G", on_remove = "delete" }
      }
      network     = { net0 = { bridge = "vmbr0" } }
      power_state = "running"
      shutdown_timeout = 5
      """;

  private static final String SECOND =
      """
      name    = "web"
      node    = "pve1"
      cpu     = { cores = 2 }
      memory  = { size = 1024 }
      disks = {
        scsi0 = { storage = "shared", size = "2G" }
      }
      network     = { net0 = { bridge = "vmbr0" } }
      power_state = "running"
      reboot_policy = "if_needed"
      shutdown_timeout = 5
      """;

  private static final String CLONE =
      """
      name        = "web"
      clone       = { vmid = 9000 }
      memory      = { size = 1024 }
      disks       = { scsi0 = { size = "5G" } }
      power_state = "running"
      shutdown_timeout = 5
      """;

  /// What Terraform is asked to do while the fault is armed.
  enum Phase {
    CREATE,
    CLONE,
    CHANGE,
    DESTROY
  }

  private static final List<Step<Phase>> STEPS =
      List.of(
          new Step<>(Phase.CREATE, "POST", "/nodes/{node}/qemu"),
          new Step<>(Phase.CREATE, "GET", "/nodes/{node}/tasks/{upid}/status"),
          new Step<>(Phase.CREATE, "GET", VM + "/config"),
          new Step<>(Phase.CREATE, "GET", VM + "/pending"),
          new Step<>(Phase.CREATE, "GET", VM + "/status/current"),
          new Step<>(Phase.CREATE, "GET", "/cluster/resources"),
          new Step<>(Phase.CREATE, "POST", VM + "/status/start"),
          new Step<>(Phase.CREATE, "POST", VM + "/config"),
          new Step<>(Phase.CLONE, "POST", VM + "/clone"),
          new Step<>(Phase.CLONE, "POST", VM + "/config"),
          new Step<>(Phase.CLONE, "PUT", VM + "/resize"),
          new Step<>(Phase.CHANGE, "POST", VM + "/config"),
          new Step<>(Phase.CHANGE, "POST", VM + "/move_disk"),
          new Step<>(Phase.CHANGE, "PUT", VM + "/resize"),
          new Step<>(Phase.CHANGE, "PUT", VM + "/unlink"),
          new Step<>(Phase.CHANGE, "POST", VM + "/status/reboot"),
          new Step<>(Phase.DESTROY, "POST", VM + "/status/shutdown"),
          new Step<>(Phase.DESTROY, "DELETE", VM));

  /// Every step once and every fault at least once.
  static Stream<Case<Phase, Fault.Kind>> diagonal() {
    return FaultCases.diagonal(STEPS, Fault.kinds());
  }

  static Stream<Case<Phase, Fault.Kind>> all() {
    return FaultCases.all(STEPS, Fault.kinds());
  }

  @Override
  public void check(Case<Phase, Fault.Kind> fault) {
    Step<Phase> step = fault.step();
    switch (step.phase()) {
      case CREATE -> attempt(fault, FIRST);
      case CLONE -> attempt(fault, CLONE);
      case CHANGE -> {
        machine(FIRST);
        terraform.apply();
        attempt(fault, SECOND);
      }
      case DESTROY -> {
        machine(FIRST);
        terraform.apply();
        arm(fault);
        terraform.run("destroy", "-auto-approve", "-no-color");
        met();
      }
    }
    terraform.destroy();
    assertThat(named("web")).isEmpty();
    assertThat(cluster.volumes("pve1")).noneMatch(volume -> volume.contains("vm-1"));
    assertThat(cluster.runningTasks()).isEmpty();
    assertThat(cluster.failures()).isEmpty();
  }

  private void attempt(Case<Phase, Fault.Kind> fault, String body) {
    machine(body);
    arm(fault);
    Run first = terraform.tryApply();
    met();
    assertThat(first.flowing())
        .doesNotContain("inconsistent")
        .doesNotContain("bug in the provider");
    int expected = terraform.state().addresses().size();
    if (first.exit() == 0) {
      assertThat(expected).isOne();
    }
    if (fault.step().phase() != Phase.CHANGE && first.exit() != 0) {
      assertThat(expected).as("a failed create is not in the state").isZero();
    }
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).hasSize(1);
    VmState there = there(named("web").getFirst());
    assertThat(there.config().getOrDefault("description", "")).isBlank();
    assertThat(there.status()).isEqualTo("running");
  }

  private void arm(Case<Phase, Fault.Kind> fault) {
    cluster.faults().add(Fault.once(fault.step().method(), fault.step().path(), fault.kind()));
  }

  /// The fault must have happened, else the case tests nothing.
  private void met() {
    assertThat(cluster.faults().remaining()).isZero();
  }
}
