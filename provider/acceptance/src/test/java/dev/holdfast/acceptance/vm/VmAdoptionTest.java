package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.proxmox.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A create that ends in the middle: the next one takes the machine over, and only that machine.
class VmAdoptionTest extends VmTest {

  private static final String CREATE = "/nodes/{node}/qemu";
  private static final String CLONE = "/nodes/{node}/qemu/{vmid}/clone";
  private static final String CONFIG = "/nodes/{node}/qemu/{vmid}/config";
  private static final String START = "/nodes/{node}/qemu/{vmid}/status/start";

  private static final String EMPTY =
      """
      name        = "web"
      node        = "pve1"
      description = "mine"
      disks       = { scsi0 = { storage = "local-lvm", size = "1G" } }
      power_state = "running"
      """;

  private static final String CLONED =
      """
      name        = "web"
      description = "mine"
      clone       = { vmid = 9000 }
      memory      = { size = 1024 }
      disks       = { scsi0 = { size = "5G" } }
      power_state = "running"
      """;

  /// From the end of that call on nothing reaches the cluster any more, so nothing can be tidied
  /// up: for the cluster it is as if the provider had died.
  private void diesAfter(String method, String path) {
    cluster.faults().add(Fault.once(method, path, new Fault.Kind.HookAfter(this::die)));
  }

  private void diesBefore(String method, String path) {
    cluster
        .faults()
        .add(
            Fault.once(
                method,
                path,
                new Fault.Kind.HookBefore(() -> {
                  die();
                  throw new IllegalStateException("the request dies too");
                })));
  }

  private void die() {
    cluster.faults().add(new Fault("*", "*", Integer.MAX_VALUE / 2, new Fault.Kind.CutBefore()));
  }

  /// Applies until the provider dies, and lets the cluster be reached again.
  private void crash(String body) {
    machine(body);
    Run run = terraform.tryApply().failedWith("Unable to create machine", "Unfinished machine");
    assertThat(run.flowing()).contains("100 on pve1 could not be removed");
    cluster.faults().clear();
    cluster.clearRequests();
    assertThat(terraform.state().addresses()).isEmpty();
    assertThat(there(100).config().get("description")).contains("holdfast creating");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, " + CREATE + ", false",
    "POST, " + START + ", false",
    "POST, " + CLONE + ", true",
    "POST, " + CONFIG + ", true",
    "PUT, /nodes/{node}/qemu/{vmid}/resize, true",
    "POST, " + START + ", true"
  })
  void the_next_apply_goes_on_where_the_last_one_died(String method, String path, boolean cloned) {
    String body = cloned ? CLONED : EMPTY;
    diesAfter(method, path);
    crash(body);
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).containsExactly(100);
    assertThat(there(100).config()).containsEntry("description", "mine");
    assertThat(there(100).status()).isEqualTo("running");
    assertThat(cluster.requestCounts()).doesNotContainKeys("POST " + CREATE, "POST " + CLONE);
    if (cloned) {
      assertThat(there(100).config()).containsEntry("memory", "1024");
      assertThat(there(100).config().get("scsi0")).contains("size=5G");
    }
    terraform.destroy();
    assertThat(cluster.vms()).hasSize(1);
  }

  @Test
  void a_create_that_died_before_its_last_step_needs_only_that_step() {
    diesBefore("POST", CONFIG);
    crash(EMPTY);
    terraform.apply();
    assertThat(cluster.requestCounts()).doesNotContainKeys("POST " + CREATE, "POST " + START);
    assertThat(there(100).config()).containsEntry("description", "mine");
    terraform.expectNoChanges();
  }

  @Test
  void two_unfinished_machines_are_for_the_user_to_decide() {
    diesAfter("POST", CREATE);
    crash(EMPTY);
    cluster.lab().addVm("pve1", 150, "web");
    cluster.lab().setConfig(150, "description", config(100, "description"));
    terraform
        .tryApply()
        .failedWith("Several unfinished machines of this name", "[100, 150]", "import {", "100");
    assertThat(named("web")).containsExactly(100, 150);
    cluster.lab().remove(150);
    terraform.apply();
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void a_machine_that_is_being_worked_on_is_left_alone() {
    diesAfter("POST", CREATE);
    crash(EMPTY);
    cluster.lab().setConfig(100, "lock", "backup");
    terraform.tryApply().failedWith("Machine is still being created", "100", "import {");
    assertThat(named("web")).containsExactly(100);
    cluster.lab().removeConfig(100, "lock");
    terraform.apply();
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void a_machine_without_a_name_is_never_taken_over() {
    diesAfter("POST", CREATE);
    crash("node = \"pve1\"\nmemory = { size = 512 }");
    terraform.apply();
    assertThat(terraform.state().attributes("proxmox_vm.x").path("vmid").asInt()).isEqualTo(101);
    assertThat(there(100).config().get("description")).contains("holdfast creating");
    terraform.destroy();
    assertThat(cluster.vm(100)).isPresent();
  }

  @Test
  void a_machine_of_another_owner_is_not_taken_over() {
    diesAfter("POST", CREATE);
    crash(EMPTY);
    terraform.file("provider.tf", "provider \"proxmox\" {\nowner = \"somebody-else\"\n}\n");
    terraform.apply();
    assertThat(named("web")).containsExactly(100, 101);
    assertThat(there(100).config().get("description")).contains("owner=terraform");
  }

  @Test
  void a_machine_of_that_name_without_a_mark_is_somebody_elses() {
    cluster.lab().addVm("pve1", 100, "web");
    machine(EMPTY);
    terraform.apply();
    assertThat(named("web")).containsExactly(100, 101);
  }

  @Test
  void a_failed_create_removes_what_it_made() {
    machine(EMPTY);
    cluster.faults().add(Fault.once("POST", START, new Fault.Kind.TaskFailure("no memory left")));
    terraform.tryApply().failedWith("Unable to create machine web", "no memory left");
    assertThat(named("web")).isEmpty();
    assertThat(cluster.volumes("pve1")).noneMatch(volume -> volume.contains("vm-100"));
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void a_failed_create_keeps_what_it_made_when_asked_to() {
    machine(EMPTY + "keep_on_failure = true");
    cluster.faults().add(Fault.once("POST", START, new Fault.Kind.TaskFailure("no memory left")));
    terraform.tryApply().failedWith("no memory left", "Machine is kept", "100", "pve1");
    assertThat(named("web")).containsExactly(100);
    assertThat(terraform.state().addresses()).isEmpty();
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void the_mark_is_never_seen() {
    diesAfter("POST", CREATE);
    crash(EMPTY);
    terraform.importId("proxmox_vm.x", "100");
    Changes changes = terraform.plan();
    assertThat(changes.json().toString()).doesNotContain("creating");
    assertThat(terraform.stateFile().toString()).doesNotContain("creating");
    assertThat(changes.after("proxmox_vm.x").path("description").asString()).isEqualTo("mine");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void a_mark_alone_is_no_description() {
    diesAfter("POST", CREATE);
    String bare = "name = \"web\"\nnode = \"pve1\"\n";
    crash(bare);
    terraform.importId("proxmox_vm.x", "100");
    terraform.expectNoChanges();
    assertThat(terraform.stateFile().toString()).doesNotContain("creating");
  }

  @Test
  void machines_made_at_the_same_time_are_not_mixed_up() {
    terraform.configuration(
        """
        resource "proxmox_vm" "x" {
          count = 6
          name  = "same"
          node  = "pve1"
        }
        """);
    terraform.apply();
    assertThat(named("same")).hasSize(6);
    assertThat(cluster.vms().stream().map(vm -> vm.config().getOrDefault("description", "")))
        .noneMatch(text -> text.contains("creating"));
    terraform.expectNoChanges();
    assertThat(Map.copyOf(cluster.requestCounts())).containsEntry("POST " + CREATE, 6);
  }
}
