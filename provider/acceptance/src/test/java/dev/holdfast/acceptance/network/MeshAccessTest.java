package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.simulator.netmaker.Fault;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.Release;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Who may call, how, and what servers of every kind answer.
class MeshAccessTest {

  private static final String NETWORK =
      "resource \"netmaker_network\" \"mesh\" {\n  name = \"mesh\"\n  ipv4_range = \"10.20.0.0/16\"\n}\n";

  private static final String LOGIN = "POST /api/users/adm/authenticate";

  /// A community server that locks out who logs in too often.
  @Nested
  class Community extends MeshTest {

    Community() {
      super(NetmakerOptions.community().limitingLogins());
    }

    private void as(Map<String, String> credentials) {
      environment.remove("NETMAKER_TOKEN");
      environment.putAll(credentials);
      terraform.configuration(NETWORK);
    }

    private void asUser() {
      as(Map.of("NETMAKER_USERNAME", "admin", "NETMAKER_PASSWORD", "secret"));
    }

    @Test
    void a_login_is_made_once_for_each_run() {
      asUser();
      terraform.apply();
      assertThat(mesh.requestCounts().getOrDefault(LOGIN, 0)).isBetween(1, 2);
      terraform.run("validate", "-no-color").succeeded();
      mesh.clearRequests();
      terraform.expectNoChanges();
      assertThat(mesh.requestCounts()).containsEntry(LOGIN, 1);
      terraform.destroy();
    }

    @Test
    void a_login_that_ends_in_the_middle_is_made_again() {
      asUser();
      mesh.failNext("POST", "/api/networks", new Fault.ExpiredTokens());
      terraform.apply();
      assertThat(mesh.networks()).containsOnlyKeys("mesh");
      terraform.destroy();
    }

    @Test
    void the_master_key_is_enough_for_networks_keys_and_machines() {
      as(Map.of("NETMAKER_MASTER_KEY", mesh.masterKey()));
      terraform.apply();
      terraform.expectNoChanges();
      terraform.destroy();
      assertThat(mesh.networks()).isEmpty();
    }

    @Test
    void a_wrong_password_says_who_called_and_not_with_what() {
      as(Map.of("NETMAKER_USERNAME", "admin", "NETMAKER_PASSWORD", "hunter2"));
      var run = terraform.tryPlan().failedWith("incorrect credentials");
      assertThat(run.flowing()).doesNotContain("hunter2");
    }

    @Test
    void a_wrong_token_says_what_to_look_at() {
      environment.put("NETMAKER_TOKEN", "hunter2");
      terraform.configuration(NETWORK);
      var run = terraform.tryPlan().failedWith("401", "has not expired");
      assertThat(run.flowing()).doesNotContain("hunter2");
    }

    @Test
    void being_locked_out_is_said_and_not_made_worse() {
      as(Map.of("NETMAKER_USERNAME", "admin", "NETMAKER_PASSWORD", "wrong"));
      for (int i = 0; i < 10; i++) {
        terraform.run("plan", "-no-color");
      }
      mesh.clearRequests();
      terraform.tryPlan().failedWith("429", "locks this address out", "access token");
      assertThat(mesh.requestCounts()).containsEntry(LOGIN, 1);
    }

    @Test
    void a_server_that_is_not_trusted_is_told_by_its_fingerprint() {
      environment.put("NETMAKER_TLS_FINGERPRINT", "AB:".repeat(31) + "AB");
      terraform.configuration(NETWORK);
      terraform.tryPlan().failedWith("No trusted connection", mesh.fingerprint());
    }

    @Test
    void the_umbrella_takes_its_settings_from_the_section() {
      String umbrella =
          """
          terraform {
            required_providers {
              holdfast = { source = "holdfast/holdfast" }
            }
          }

          provider "holdfast" {%s}

          """;
      String network = NETWORK.replace("{\n  name", "{\n  provider = holdfast\n  name");
      try (var holdfast = Serving.holdfast(families.named("holdfast"));
          var workspace = Workspace.traced(Providers.running(holdfast))) {
        workspace.configuration(umbrella.formatted("") + network);
        workspace
            .tryPlan()
            .failedWith("Unable to plan netmaker_network", "attribute netmaker is missing");
        workspace.configuration(umbrella.formatted(" netmaker = {} ") + network).apply();
        workspace.expectNoChanges();
        workspace.destroy();
        assertThat(mesh.networks()).isEmpty();
      }
    }

    @Test
    void a_plan_without_changes_asks_for_each_list_once() {
      StringBuilder many = new StringBuilder(NETWORK);
      for (int i = 0; i < 5; i++) {
        many.append(
            "resource \"netmaker_enrollment_key\" \"k%1$d\" {\n  name = \"key-%1$d\"\n  networks = [netmaker_network.mesh.name]\n}\n"
                .formatted(i));
      }
      terraform.configuration(many.toString()).apply();
      mesh.clearRequests();
      terraform.expectNoChanges();
      assertThat(mesh.requestCounts())
          .containsOnly(
              Map.entry("GET /api/server/status", 1),
              Map.entry("GET /api/networks", 1),
              Map.entry("GET /api/v1/acls", 1),
              Map.entry("GET /api/v1/enrollment-keys", 1));
      terraform.destroy();
    }
  }

  /// A server of the Pro edition where people approve machines.
  @Nested
  class Pro extends MeshTest {

    Pro() {
      super(NetmakerOptions.community().asPro());
    }

    @Test
    void a_machine_that_waits_for_approval_is_let_in_by_its_membership() {
      String network = NETWORK.replace("\n}", "\n  auto_join = false\n}");
      terraform.configuration(network).apply();
      var web = mesh.client("web-1").register(token("mesh"));
      passed(Duration.ofSeconds(5));
      assertThat(mesh.nodes("mesh")).isEmpty();
      assertThat(mesh.pending()).hasSize(1);
      terraform.configuration(
          network
              + """
              resource "netmaker_membership" "web" {
                network = netmaker_network.mesh.name
                host_id = "%s"
              }
              """
                  .formatted(web.id()));
      terraform.apply();
      assertThat(mesh.nodes("mesh")).hasSize(1);
      terraform.expectNoChanges();
      terraform.destroy();
    }

    @Test
    void several_routers_and_virtual_nat_are_taken() {
      terraform
          .configuration(
              NETWORK.replace(
                  "\n}",
                  "\n  virtual_nat = { pool = \"198.18.0.0/15\", site_prefix_length = 24 }\n}"))
          .apply();
      terraform.expectNoChanges();
      assertThat(network("mesh").path("virtual_nat_site_prefixlen_ipv4").asInt()).isEqualTo(24);
      terraform.configuration(NETWORK);
      terraform.apply();
      terraform.expectNoChanges();
      assertThat(network("mesh").path("virtual_nat_pool_ipv4").asString()).isEmpty();
      terraform.destroy();
    }
  }

  /// A server before the egress API.
  @Nested
  class TooOld extends MeshTest {

    TooOld() {
      super(NetmakerOptions.community().playing(NetmakerOptions.TOO_OLD));
    }

    @Test
    void a_server_that_is_too_old_is_refused_before_anything_is_done() {
      terraform.configuration(NETWORK);
      terraform.tryPlan().failedWith("Netmaker 0.90.0", "0.99.0 or newer", "Upgrade the server");
      assertThat(mesh.requestCounts()).containsOnlyKeys("GET /api/server/status");
    }
  }

  /// A server of the first era, which does not know later attributes.
  @Nested
  class First extends MeshTest {

    First() {
      super(NetmakerOptions.community().playing(NetmakerOptions.FIRST));
    }

    @Test
    void an_attribute_of_a_later_server_is_refused_at_the_plan() {
      terraform.configuration(NETWORK.replace("\n}", "\n  auto_remove = true\n}"));
      terraform.tryPlan().failedWith("auto_remove needs Netmaker 1.4.0 or newer", "0.99.0");
    }
  }

  /// The end of the first era, whose flags are texts.
  @Nested
  class Texts extends MeshTest {

    Texts() {
      super(NetmakerOptions.community().playing(NetmakerOptions.TEXTS));
    }

    @Test
    void flags_are_written_as_this_era_has_them() {
      terraform
          .configuration(
              NETWORK.replace("\n}", "\n  auto_remove = true\n  auto_remove_threshold = 90\n}"))
          .apply();
      terraform.expectNoChanges();
      assertThat(network("mesh").path("auto_remove").asBoolean()).isTrue();
      assertThat(network("mesh").path("auto_remove_threshold").asInt()).isEqualTo(90);
      terraform.configuration(NETWORK.replace("\n}", "\n  auto_remove = false\n}")).apply();
      terraform.expectNoChanges();
      assertThat(network("mesh").path("auto_remove").asBoolean()).isFalse();
      terraform.destroy();
    }
  }

  /// A server of which nothing is known but what other clients send.
  @Nested
  class Unseen extends MeshTest {

    Unseen() {
      super(NetmakerOptions.community().playing(new Release(1, 7, 0)));
    }

    @Test
    void a_server_that_was_never_tested_is_warned_about() {
      terraform.configuration(NETWORK);
      assertThat(terraform.apply().flowing()).contains("newer than what is tested", "1.7.0");
      terraform.expectNoChanges();
      terraform.destroy();
    }
  }
}
