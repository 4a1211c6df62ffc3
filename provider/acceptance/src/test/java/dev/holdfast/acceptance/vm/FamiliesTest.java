package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import org.junit.jupiter.api.Test;
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
  void the_umbrella_without_a_section_says_at_the_plan_what_is_missing() {
    try (var holdfast = Serving.holdfast(families.named("holdfast"));
        var umbrella = Workspace.traced(Providers.running(holdfast))) {
      umbrella
          .configuration(UMBRELLA.formatted(""))
          .tryPlan()
          .failedWith("Unable to plan a machine", "attribute proxmox is missing", "proxmox = {}");
    }
    assertThat(cluster.vms()).hasSize(1);
  }

  @Test
  void the_umbrella_that_loses_its_section_cannot_read_what_it_made() {
    try (var holdfast = Serving.holdfast(families.named("holdfast"));
        var umbrella = Workspace.traced(Providers.running(holdfast))) {
      umbrella.configuration(UMBRELLA.formatted(" proxmox = {} ")).apply();
      umbrella
          .configuration(UMBRELLA.formatted(""))
          .tryPlan()
          .failedWith("Unable to read machine 100", "attribute proxmox is missing");
      umbrella
          .tryPlan("-refresh=false", "-destroy")
          .failedWith("Unable to plan a machine", "attribute proxmox is missing");
      umbrella.configuration(UMBRELLA.formatted(" proxmox = {} ")).destroy();
    }
  }

  @Test
  void the_umbrella_plans_without_the_server_as_long_as_its_settings_are_not_known() {
    try (var holdfast = Serving.holdfast(families.named("holdfast"));
        var umbrella = Workspace.traced(Providers.running(holdfast))) {
      umbrella.configuration(
          """
          resource "terraform_data" "where" {
            input = "%s"
          }
          """
                  .formatted(cluster.endpoint())
              + UMBRELLA.formatted(" proxmox = { endpoints = [terraform_data.where.output] } "));
      assertThat(umbrella.tryPlan().succeeded().flowing()).contains("2 to add");
      umbrella.apply();
      assertThat(named("web")).containsExactly(100);
      umbrella.destroy();
    }
  }

  @Test
  void the_family_of_nodes_serves_its_types_and_needs_no_server() {
    String family = "k8s";
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
      assertThat(schema.path("resource_schemas").propertyNames()).containsExactly("k8s_node");
      assertThat(schema.path("data_source_schemas").propertyNames()).containsExactly("k8s_cluster");
      assertThat(schema.path("ephemeral_resource_schemas").propertyNames())
          .containsExactly("k8s_kubeconfig");
      workspace.tryPlan().succeeded();
    }
  }
}
