package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The other names under which the same program is published.
class FamiliesTest extends VmTest {

  private static final String UMBRELLA =
      """
      terraform {
        required_providers {
          holdfast = { source = "holdfast/holdfast" }
        }
      }

      provider "holdfast" {%s}

      resource "proxmox_vm" "x" {
        provider = holdfast
        name     = "web"
      }
      """;

  private static String requiring(String family) {
    return "terraform {\n  required_providers {\n    %1$s = { source = \"holdfast/%1$s\" }\n  }\n}\n"
        .formatted(family);
  }

  @Test
  void the_umbrella_takes_its_settings_from_the_section() {
    try (var holdfast = Serving.holdfast(families.named("holdfast"));
        var umbrella = Workspace.traced(Providers.running(holdfast))) {
      umbrella.configuration(UMBRELLA.formatted(" proxmox = {} ")).apply();
      umbrella.expectNoChanges();
      assertThat(named("web")).containsExactly(100);
      umbrella.destroy();
      assertThat(named("web")).isEmpty();
    }
  }

  @Test
  void the_umbrella_without_a_section_says_what_is_missing() {
    try (var holdfast = Serving.holdfast(families.named("holdfast"));
        var umbrella = Workspace.traced(Providers.running(holdfast))) {
      umbrella
          .configuration(UMBRELLA.formatted(""))
          .tryApply()
          .failedWith("Unable to create machine web", "no Proxmox VE settings", "endpoints");
    }
    assertThat(cluster.vms()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"netmaker", "k8s"})
  void a_family_without_types_says_so(String family) {
    try (var served = Serving.holdfast(families.named(family));
        var workspace = Workspace.traced(Providers.running(served))) {
      workspace.configuration(requiring(family) + "provider \"" + family + "\" {}\n");
      JsonNode schema =
          workspace
              .run("providers", "schema", "-json")
              .succeeded()
              .json()
              .path("provider_schemas")
              .path(served.variable().split("\"")[1]);
      assertThat(schema.path("resource_schemas").size()).isZero();
      assertThat(schema.path("data_source_schemas").size()).isZero();
      assertThat(schema.path("provider").path("block").path("description").asString())
          .contains("serves no types yet");
      workspace.tryPlan().succeeded();
    }
  }
}
