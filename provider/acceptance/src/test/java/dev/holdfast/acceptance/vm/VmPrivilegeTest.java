package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.proxmox.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token with privileges of its own that lacks one: an error that names the privilege and where
/// to grant it, at plan time where the plan can know.
class VmPrivilegeTest extends VmTest {

  private static final String WHO = "root@pam!narrow";

  private static final List<String> ENOUGH =
      Stream.concat(
              Privileges.MACHINES.stream(),
              Stream.of(
                  "VM.Clone", "Datastore.AllocateSpace", "Datastore.Audit", "SDN.Use", "Sys.Audit"))
          .toList();

  private static final String MACHINE =
      """
      name   = "web"
      node   = "pve1"
      memory = { size = 512 }
      disks  = { scsi0 = { storage = "local-lvm", size = "1G" } }
      """;

  private static final String CLONE = "name = \"web\"\nclone = { vmid = 9000 }\n";

  @BeforeEach
  void narrow() {
    environment.put("PROXMOX_VE_API_TOKEN", cluster.addToken("root@pam", "narrow", true));
    without("none");
  }

  private void without(String privilege) {
    var rest = new ArrayList<>(ENOUGH);
    rest.remove(privilege);
    cluster.grant("/", WHO, rest.toArray(String[]::new));
  }

  private static void onlyError(Run run, String... texts) {
    run.failedWith(texts);
    assertThat(run.flowing().split("Error: ", -1)).as(run::toString).hasSize(2);
  }

  @Test
  void a_token_with_the_documented_privileges_does_everything() {
    machine(MACHINE + "power_state = \"running\"");
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("web")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "VM.Allocate, /vms, false",
    "VM.Clone, /vms/9000, true",
    "Datastore.AllocateSpace, /storage/local-lvm, false"
  })
  void a_missing_privilege_is_a_plan_error(String privilege, String where, boolean clone) {
    without(privilege);
    machine(clone ? CLONE : MACHINE);
    onlyError(terraform.tryPlan(), "Missing privilege", privilege + " on " + where, "Grant");
    assertThat(cluster.vms()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VM.Config.Memory", "VM.Config.Options"})
  void a_privilege_that_only_the_server_asks_for_is_an_error_of_the_apply(String privilege) {
    without(privilege);
    machine(MACHINE);
    onlyError(terraform.tryApply(), "Unable to create machine web", privilege, "Grant");
    assertThat(named("web")).isEmpty();
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void a_privilege_that_is_taken_back_after_the_plan_is_an_error_of_the_apply() {
    machine(MACHINE);
    cluster
        .faults()
        .add(
            Fault.once(
                "POST",
                "/nodes/{node}/qemu",
                new Fault.Kind.HookBefore(() -> without("VM.Config.Memory"))));
    onlyError(terraform.tryApply(), "VM.Config.Memory", "Grant");
    without("none");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void a_change_that_is_not_allowed_leaves_the_state_true() {
    machine(MACHINE);
    terraform.apply();
    without("VM.Config.Memory");
    machine(MACHINE.replace("512", "1024"));
    onlyError(terraform.tryApply(), "Unable to change machine 100", "VM.Config.Memory", "Grant");
    assertThat(terraform.state().attributes("proxmox_vm.x").path("memory").path("size").asInt())
        .isEqualTo(512);
    without("none");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void a_machine_that_may_not_be_seen_is_not_gone() {
    machine(MACHINE);
    terraform.apply();
    without("VM.Audit");
    onlyError(terraform.tryPlan(), "Unable to read machine 100", "VM.Audit");
    without("none");
    terraform.expectNoChanges();
  }
}
