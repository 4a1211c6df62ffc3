package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.acceptance.terraform.TerraformProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Work that ends before its time, because the user interrupts it or its timeout passes: nothing is
/// orphaned, the state is true, the next apply converges.
class VmInterruptTest extends VmTest {

  /// 4 GiB at 8 MiB/s take more than eight minutes.
  private static final String LONG_CLONE =
      """
      name  = "web"
      clone = { vmid = 9000, full = true, bandwidth_limit = 8192 }
      """;

  private static final String BASE =
      """
      name    = "web"
      node    = "pve1"
      cpu     = { cores = 1 }
      disks   = { scsi0 = { storage = "local-lvm", size = "100G" } }
      """;

  @BeforeEach
  void timeIsShared() {
    Assumptions.assumeFalse(
        Published.external(), "needs the provider's clock: HOLDFAST_PROVIDER runs in its own time");
  }

  /// An apply that is interrupted while the provider waits for the first time.
  private Run interrupted() {
    var process = new CompletableFuture<TerraformProcess>();
    pacer.untilStopped(() -> process.join().interrupt());
    process.complete(terraform.start("apply", "-auto-approve", "-no-color"));
    return process.join().finish().failedWith("Stopped waiting", "interrupted");
  }

  private void nothingIsLeft() {
    assertThat(named("web")).isEmpty();
    assertThat(cluster.vms()).hasSize(1);
    assertThat(cluster.volumes("pve1")).noneMatch(volume -> volume.contains("-100-"));
    assertThat(cluster.runningTasks()).isEmpty();
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void an_interrupted_clone_is_cancelled_on_the_server_and_leaves_nothing() {
    machine(LONG_CLONE);
    Instant begin = cluster.clock().now();
    Run run = interrupted();
    assertThat(run.flowing()).contains("create machine 100").doesNotContain("Unfinished machine");
    assertThat(cluster.clock().now()).isBefore(begin.plus(Duration.ofMinutes(1)));
    nothingIsLeft();
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).hasSize(1);
  }

  @Test
  void an_interrupted_clone_that_shall_be_kept_goes_on_and_is_taken_over() {
    machine(LONG_CLONE + "keep_on_failure = true");
    Run run = interrupted();
    assertThat(run.flowing()).contains("Machine is kept");
    assertThat(cluster.runningTasks()).hasSize(1);
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void an_interrupted_change_leaves_the_state_as_it_really_is() {
    machine(BASE);
    terraform.apply();
    machine(BASE.replace("cores = 1", "cores = 4").replace("local-lvm", "shared"));
    Run run = interrupted();
    assertThat(run.flowing().split("Error: Unable to", -1)).as(run::toString).hasSize(2);
    assertThat(run.flowing()).contains("Unable to change machine 100");
    int cores = terraform.state().attributes("proxmox_vm.x").path("cpu").path("cores").asInt();
    assertThat(cores).isEqualTo(Integer.parseInt(there(100).config().getOrDefault("cores", "1")));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config()).containsEntry("cores", "4");
    assertThat(there(100).config().get("scsi0")).startsWith("shared:");
    assertThat(named("web")).containsExactly(100);
  }

  @Test
  void a_timeout_says_what_was_waited_for_and_what_was_last_seen() {
    machine(LONG_CLONE + "timeouts = { create = \"30s\" }");
    terraform
        .tryApply()
        .failedWith(
            "No time is left to wait for create machine 100 after 30 s",
            "Last seen: ",
            "UPID:pve1:",
            "timeouts");
    nothingIsLeft();
    machine(LONG_CLONE + "timeouts = { create = \"1h\" }");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void a_change_that_takes_too_long_goes_on_next_time() {
    machine(BASE);
    terraform.apply();
    String moved = BASE.replace("local-lvm", "shared");
    machine(moved + "timeouts = { update = \"10s\" }");
    terraform.tryApply().failedWith("No time is left to wait", "timeouts");
    assertThat(terraform.state().addresses()).containsExactly("proxmox_vm.x");
    terraform.tryApply().failedWith("Machine 100 is busy", "UPID:pve1:", "qmmove", "timeouts");
    machine(moved);
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(there(100).config().get("scsi0")).startsWith("shared:");
  }
}
