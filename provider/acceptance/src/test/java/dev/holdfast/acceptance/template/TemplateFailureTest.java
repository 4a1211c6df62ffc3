package dev.holdfast.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.proxmox.Fault;
import dev.holdfast.simulator.proxmox.Guest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong on the way leaves nothing behind and is told in words that help.
class TemplateFailureTest extends TemplateTest {

  private void noneMade() {
    assertThat(named("debian")).isEmpty();
    assertThat(terraform.state().addresses()).isEmpty();
    nothingLeft();
  }

  @Test
  void an_image_that_is_not_there() {
    template(onBoth(PLAIN).replace("genericcloud", "missing"));
    terraform.tryApply().failedWith("Unable to make template debian", "404 Not Found");
    noneMade();
  }

  @Test
  void an_image_with_another_checksum() {
    template(PLAIN.replace("sha256:ab", "sha256:ac"));
    terraform.tryApply().failedWith("checksum mismatch");
    noneMade();
  }

  @Test
  void a_failure_that_the_agent_tells_of() {
    cluster
        .lab()
        .newGuests(guest ->
            guest
                .booting(Guest.FirstBoot.FAILS)
                .running(Map.of("/run/holdfast/result", "failed\nE: no package hello\n")));
    template(onBoth(CUSTOM));
    terraform.tryApply().failedWith("Customisation failed", "E: no package hello");
    noneMade();
    cluster.lab().newGuests(guest -> guest);
    terraform.apply();
    nothingLeft();
    terraform.expectNoChanges();
  }

  @Test
  void a_guest_that_never_ends() {
    cluster.lab().newGuests(guest -> guest.booting(Guest.FirstBoot.HANGS));
    template(CUSTOM.replace("customize = {", "customize = {\n timeout = \"2m\""));
    terraform
        .tryApply()
        .failedWith("Customisation did not end", "longer than 2 minutes", "keep_on_failure");
    noneMade();
  }

  @Test
  void a_machine_is_kept_where_that_is_asked_for_and_made_anew_by_the_next_apply() {
    cluster.lab().newGuests(guest -> guest.booting(Guest.FirstBoot.HANGS));
    template(CUSTOM + "keep_on_failure = true\n");
    terraform.tryApply().failedWith("Customisation did not end", "Machine is kept");
    assertThat(named("debian")).containsExactly(100);
    assertThat(terraform.state().addresses()).isEmpty();
    cluster.lab().newGuests(guest -> guest);
    terraform.apply();
    nothingLeft();
    assertThat(ids()).hasSize(1);
    terraform.expectNoChanges();
  }

  /// From the end of that call on the token is worth nothing, so nothing can be tidied up: for the
  /// cluster it is as if the provider had died.
  @ParameterizedTest
  @CsvSource({
    "POST, /nodes/{node}/qemu, true",
    "POST, /nodes/{node}/qemu/{vmid}/status/start, true",
    "POST, /nodes/{node}/qemu/{vmid}/config, false",
    "POST, /nodes/{node}/qemu/{vmid}/template, false"
  })
  void the_next_apply_goes_on_where_the_last_one_died(String method, String path, boolean anew) {
    template(CUSTOM);
    cluster
        .faults()
        .add(
            Fault.once(
                method,
                path,
                new Fault.Kind.HookAfter(() ->
                    cluster
                        .faults()
                        .add(
                            new Fault(
                                "*",
                                "*",
                                Integer.MAX_VALUE / 2,
                                new Fault.Kind.ServerError(401, "no ticket"))))));
    terraform.tryApply().failedWith("Unable to make template debian");
    cluster.faults().clear();
    cluster.clock().sleep(Duration.ofMinutes(2));
    assertThat(config(100, "description")).contains("holdfast creating");
    cluster.clearRequests();
    terraform.apply();
    assertThat(ids()).hasSize(1);
    assertThat(cluster.requestCounts().containsKey("POST /nodes/{node}/qemu")).isEqualTo(anew);
    assertThat(named("debian")).isEqualTo(ids());
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(named("debian")).isEmpty();
  }

  @Test
  void what_a_plan_can_know() {
    template(PLAIN.replace(".qcow2", ".img"));
    terraform.tryPlan().failedWith("does not tell the format", "qcow2");
    template(PLAIN.replace(".qcow2", ".qcow2.xz"));
    terraform.tryPlan().failedWith("Set decompress = \"xz\"");
    template(PLAIN.replace(".qcow2", ".raw.zst"));
    terraform.tryPlan().failedWith("packed with zst", "Unpack it");
    template(PLAIN.replace("\"sha256:" + SUM + "\"", "\"sha256:12\""));
    terraform.tryPlan().failedWith("Invalid value", "image.checksum");
    template(PLAIN + "import_storage = \"local-lvm\"\n");
    terraform
        .tryPlan()
        .failedWith("does not take the content \"import\"", "These do: local, shared");
    template(PLAIN.replace("pve1", "pve7"));
    terraform.tryPlan().failedWith("Unknown node", "pve1, pve2");
    template(CUSTOM.replace("#!/bin/sh", "echo"));
    terraform.tryPlan().failedWith("must be a script that begins with #!");
  }
}
