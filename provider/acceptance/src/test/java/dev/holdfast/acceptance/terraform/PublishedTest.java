package dev.holdfast.acceptance.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishedTest {

  @Test
  void anExecutableStandsInForEveryPublishedName() {
    assertThat(Published.executable(Path.of("/bin/sh")))
        .isInstanceOfSatisfying(
            Providers.Executables.class,
            providers ->
                assertThat(providers.byAddress().keySet())
                    .containsExactly(
                        "holdfast/holdfast",
                        "holdfast/k8s",
                        "holdfast/netmaker",
                        "holdfast/proxmox"));
  }

  @Test
  void whatIsNoExecutableIsNamed() {
    assertThatThrownBy(() -> Published.executable(Path.of("/nowhere")))
        .hasMessageContaining("HOLDFAST_PROVIDER names /nowhere");
  }

  @Test
  void aProgramThatIsNoPluginIsReportedByTerraform() {
    try (var terraform = Workspace.open(Published.executable(Path.of("/bin/true")))) {
      terraform.configuration(
          """
          terraform {
            required_providers {
              proxmox = { source = "holdfast/proxmox" }
            }
          }
          provider "proxmox" {}
          """);
      terraform.run("validate", "-no-color").failedWith("holdfast/proxmox");
    }
  }
}
