package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.proxmox.Fault;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What others do to a machine: it is removed, its id is used again, it moves, its node fails,
/// somebody changes it while it is being changed.
class VmDriftTest extends VmTest {

  private static final String CONFIG = "/nodes/{node}/qemu/{vmid}/config";

  private static final String BASE =
      """
      name    = "web"
      cpu     = { cores = 2 }
      disks   = { scsi0 = { storage = "local-lvm", size = "1G" } }
      network = { net0 = { bridge = "vmbr0" } }
      """;

  VmDriftTest() {
    super(ProxmoxOptions.singleNode().withNodes("pve1", "pve2"));
  }

  private void made() {
    machine(BASE + "node = \"pve1\"");
    terraform.apply();
    machine(BASE);
    terraform.expectNoChanges();
  }

  private void usedAgain() {
    cluster.lab().remove(100);
    cluster.clock().sleep(Duration.ofHours(1));
    cluster.lab().addVm("pve1", 100, "somebody-elses");
  }

  @Test
  void a_machine_that_was_removed_by_hand_is_made_again() {
    made();
    cluster.lab().remove(100);
    assertThat(terraform.plan().actions("proxmox_vm.x")).containsExactly("create");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void a_machine_that_was_removed_by_hand_needs_no_destroy() {
    made();
    cluster.lab().remove(100);
    terraform.destroy("-refresh=false");
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void another_machine_with_the_same_id_is_not_ours() {
    made();
    usedAgain();
    assertThat(terraform.plan().actions("proxmox_vm.x")).containsExactly("create");
    terraform.apply();
    assertThat(named("web")).containsExactly(101);
    assertThat(named("somebody-elses")).containsExactly(100);
  }

  @Test
  void destroy_never_removes_another_machine_with_the_same_id() {
    made();
    usedAgain();
    terraform
        .run("destroy", "-auto-approve", "-no-color", "-refresh=false")
        .failedWith("Not the machine in the state", "100", "Nothing was done", "state rm");
    assertThat(named("somebody-elses")).containsExactly(100);
    terraform.destroy();
    assertThat(named("somebody-elses")).containsExactly(100);
  }

  @Test
  void a_change_never_meets_another_machine_with_the_same_id() {
    made();
    usedAgain();
    machine(BASE.replace("cores = 2", "cores = 4"));
    terraform
        .run("apply", "-auto-approve", "-no-color", "-refresh=false")
        .failedWith("Not the machine in the state", "100");
    assertThat(there(100).config()).containsEntry("cores", "1");
    terraform
        .run("destroy", "-auto-approve", "-no-color", "-refresh=false")
        .failedWith("Not the machine in the state");
    assertThat(named("somebody-elses")).containsExactly(100);
  }

  @Test
  void a_machine_that_was_moved_is_found_again() {
    made();
    cluster.lab().move(100, "pve2");
    terraform.expectNoChanges();
    machine(BASE.replace("cores = 2", "cores = 4"));
    terraform.apply();
    assertThat(there(100).config()).containsEntry("cores", "4");
    assertThat(terraform.state().attributes("proxmox_vm.x").path("node").asString())
        .isEqualTo("pve2");
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("web")).isEmpty();
  }

  @Test
  void a_machine_that_was_moved_away_from_where_it_shall_be_is_an_error() {
    made();
    cluster.lab().move(100, "pve2");
    machine(BASE + "node = \"pve1\"");
    terraform
        .tryPlan()
        .failedWith("Unable to move the machine to another node", "is on node pve2", "pve1");
  }

  @Test
  void a_machine_on_a_node_that_is_down_is_not_gone() {
    made();
    cluster.lab().move(100, "pve2");
    cluster.lab().node("pve2", false);
    terraform.tryPlan().failedWith("Unable to read machine 100", "pve2", "node is up");
    cluster.lab().node("pve2", true);
    terraform.expectNoChanges();
  }

  @Test
  void a_change_of_the_same_key_in_between_stops_the_apply() {
    made();
    machine(BASE.replace("cores = 2", "cores = 4"));
    before("cores", "8");
    terraform
        .tryApply()
        .failedWith("Machine was changed meanwhile", "cpu.cores", "was 2", "is 8 now");
    assertThat(there(100).config()).containsEntry("cores", "8");
    assertThat(cpu("cores")).isEqualTo(8);
    terraform.apply();
    assertThat(there(100).config()).containsEntry("cores", "4");
  }

  private int cpu(String key) {
    return terraform.state().attributes("proxmox_vm.x").path("cpu").path(key).asInt();
  }

  @Test
  void a_change_of_another_key_in_between_does_not_matter() {
    made();
    machine(BASE.replace("cores = 2", "cores = 4"));
    before("onboot", "1");
    terraform.apply();
    assertThat(there(100).config()).containsEntry("cores", "4").containsEntry("onboot", "1");
    terraform.expectNoChanges();
  }

  /// Somebody else writes a key after the provider has read and before it writes.
  private void before(String key, String value) {
    cluster
        .faults()
        .add(
            Fault.once(
                "POST",
                CONFIG,
                new Fault.Kind.HookBefore(() -> cluster.lab().setConfig(100, key, value))));
  }

  @Test
  void somebody_who_always_comes_first_ends_the_apply_after_three_attempts() {
    made();
    machine(BASE.replace("cores = 2", "cores = 4"));
    for (int i = 0; i < 10; i++) {
      before("description", "number " + i);
    }
    terraform.tryApply().failedWith("Unable to change machine 100", "Somebody else keeps changing");
    assertThat(there(100).config()).containsEntry("cores", "2");
    cluster.faults().clear();
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void the_template_of_a_clone_may_go() {
    machine("name = \"web\"\nclone = { vmid = 9000, full = true }");
    terraform.apply();
    cluster.lab().remove(9000);
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(cluster.vms()).isEmpty();
  }

  @Test
  void a_rename_by_hand_is_brought_back() {
    made();
    cluster.lab().change(100, Map.of("name", "other"));
    assertThat(terraform.plan().actions("proxmox_vm.x")).containsExactly("update");
    terraform.apply();
    assertThat(named("web")).containsExactly(100);
  }
}
