package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the server would do without a word is refused or asked for.
class MeshGuardsTest extends MeshTest {

  private static final String NETWORK =
      """
      resource "netmaker_network" "mesh" {
        name       = "mesh"
        ipv4_range = "10.20.0.0/16"
        %s
      }
      """;

  private static final String KEY =
      """
      resource "netmaker_enrollment_key" "k" {
        name     = "workers"
        networks = [netmaker_network.mesh.name]
        %s
      }
      """;

  MeshGuardsTest() {
    super(NetmakerOptions.community());
  }

  private void declare(String... more) {
    terraform.configuration(NETWORK.formatted(String.join("\n", more)));
  }

  private void keyed(String more) {
    terraform.configuration(NETWORK.formatted("") + KEY.formatted(more));
  }

  /// Machines that registered with the key that comes with the network.
  private FakeNetclient inhabitant(String name) {
    return registered(name, "mesh");
  }

  @Test
  void a_network_with_machines_is_destroyed_only_by_force() {
    declare();
    terraform.apply();
    inhabitant("web-1");
    inhabitant("web-2");
    terraform
        .run("destroy", "-auto-approve", "-no-color")
        .failedWith("Network is not empty", "2 nodes: web-1, web-2", "force_destroy");
    assertThat(mesh.nodes("mesh")).hasSize(2);
    assertThat(terraform.state().addresses()).containsExactly("netmaker_network.mesh");

    declare("force_destroy = true");
    terraform.apply();
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
    assertThat(mesh.nodes("mesh")).isEmpty();
  }

  @Test
  void a_network_is_replaced_for_another_range_and_made_again_after_it_is_gone() {
    declare("force_destroy = true");
    terraform.apply();
    inhabitant("web-1");
    terraform.configuration(
        NETWORK.replace("10.20.0.0", "10.21.0.0").formatted("force_destroy = true"));
    assertThat(terraform.plan().actions("netmaker_network.mesh"))
        .containsExactly("delete", "create");
    terraform.apply();
    assertThat(network("mesh").path("addressrange").asString()).isEqualTo("10.21.0.0/16");
    terraform.destroy();
  }

  @Test
  void another_spelling_of_the_range_is_no_change() {
    declare();
    terraform.apply();
    terraform.configuration(NETWORK.replace("10.20.0.0", "10.20.7.9").formatted(""));
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void a_network_of_somebody_else_is_not_taken_over() {
    mesh.lab().addNetwork("mesh", "10.99.0.0/16");
    declare();
    terraform.tryApply().failedWith("Network exists already", "10.99.0.0/16", "import {");
    assertThat(mesh.networks()).hasSize(1);
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void an_equal_network_with_machines_is_not_taken_over() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    inhabitant("web-1");
    declare();
    terraform.tryApply().failedWith("Network exists already", "1 nodes");
  }

  @Test
  void what_a_broken_off_create_left_behind_is_taken_over() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    declare();
    assertThat(terraform.apply().flowing()).contains("Existing network taken over");
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
  }

  @Test
  void two_resources_cannot_be_the_same_network() {
    terraform.configuration(
        NETWORK.formatted("")
            + NETWORK
                .replace("\"mesh\" {", "\"again\" {")
                .formatted("depends_on = [netmaker_network.mesh]"));
    terraform.tryPlan().succeeded();
    terraform.tryApply().failedWith("Network exists already");
    terraform.configuration(NETWORK.formatted(""));
    terraform.destroy();
  }

  @Test
  void what_a_server_takes_at_creation_only_is_no_replacement_and_no_silence() {
    declare("default_mtu = 1300");
    terraform.apply();
    declare("default_mtu = 1400");
    terraform.tryPlan().failedWith("Cannot be changed", "default_mtu");
    declare("default_mtu = 1300");
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void settings_of_others_survive_a_change() {
    FakeNetclient web = mesh.client("web-1");
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    web.register(token("mesh"));
    passed(Duration.ofSeconds(5));
    mesh.lab().setHost(web.id(), "verbosity", 3);
    mesh.lab().setHost(web.id(), "persistentkeepalive", 25);
    terraform.configuration(
        "resource \"netmaker_host\" \"web\" {\n  name = \"web-1\"\n  auto_update = false\n}\n");
    terraform.apply();
    assertThat(host(web).path("verbosity").asInt()).isEqualTo(3);
    assertThat(host(web).path("persistentkeepalive").asInt()).isEqualTo(25);
    assertThat(host(web).path("dns").asString()).isEqualTo("yes");
    assertThat(host(web).path("autoupdate").asBoolean()).isFalse();
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(mesh.hosts()).isEmpty();
  }

  @Test
  void a_host_may_stay_when_it_is_destroyed_here() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    FakeNetclient web = inhabitant("web-1");
    terraform.configuration(
        "resource \"netmaker_host\" \"web\" {\n  mac_address = \"%s\"\n  leave_on_destroy = false\n}\n"
            .formatted(web.macAddress().toUpperCase(java.util.Locale.ROOT).replace(':', '-')));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(terraform.state().attributes("netmaker_host.web").path("name").asString())
        .isEqualTo("web-1");
    terraform.destroy();
    assertThat(mesh.hosts()).containsOnlyKeys(web.id());
  }

  @Test
  void a_host_that_does_not_come_is_an_error_that_says_who_is_there() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    inhabitant("other");
    terraform.configuration(
        """
        resource "netmaker_host" "web" {
          name     = "web-1"
          timeouts = { create = "30s" }
        }
        """);
    terraform.tryApply().failedWith("Gave up waiting for host web-1 to register", "1 hosts: other");
    assertThat(terraform.state().addresses()).isEmpty();
  }

  @Test
  void machines_with_one_identity_are_told_apart_by_id_only() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    FakeNetclient one = inhabitant("web-1");
    FakeNetclient twin = mesh.client("web-2").withMac(one.macAddress()).register(token("mesh"));
    String host = "resource \"netmaker_host\" \"web\" {\n  %s = \"%s\"\n}\n";
    terraform.configuration(host.formatted("mac_address", one.macAddress()));
    terraform.tryApply().failedWith("Host is not unique", one.id(), twin.id());
    terraform.configuration(host.formatted("host_id", twin.id()));
    terraform.apply();
    // The server removes the silent one of two equal machines.
    twin.checkIn();
    passed(Duration.ofMinutes(11));
    assertThat(mesh.hosts()).containsOnlyKeys(twin.id());
    terraform.destroy();
  }

  @Test
  void static_clients_are_no_nodes() {
    declare();
    terraform.apply();
    mesh.lab().addStaticClient("mesh", "phone", "10.20.255.254/16");
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
  }

  @Test
  void a_used_up_key_is_made_anew_where_that_is_asked_for() {
    keyed("uses = 1");
    terraform.apply();
    String first = token("workers");
    registered("web-1", "workers");
    terraform.expectNoChanges();
    assertThat(
            terraform
                .run("apply", "-auto-approve", "-refresh-only", "-no-color")
                .succeeded()
                .flowing())
        .isNotBlank();
    assertThat(terraform.state().attributes("netmaker_enrollment_key.k").path("valid").asBoolean())
        .isFalse();

    keyed("uses = 1\n  recreate_if_invalid = true");
    assertThat(terraform.plan().actions("netmaker_enrollment_key.k"))
        .containsExactly("delete", "create");
    terraform.apply();
    assertThat(token("workers")).isNotEqualTo(first);
    terraform.expectNoChanges();
    mesh.client("web-1").register(token("mesh")).leave();
    terraform.destroy();
  }

  @Test
  void a_key_ends_in_time() {
    keyed("expires_at = \"2026-06-02T02:00:00+02:00\"");
    terraform.apply();
    terraform.expectNoChanges();
    passed(Duration.ofDays(2));
    assertThat(mesh.client("late").tryRegister(token("workers")).statusCode()).isEqualTo(400);
    assertThat(terraform.tryPlan().succeeded().flowing()).contains("No changes");
    keyed("expires_at = \"2026-06-02T00:00:00Z\"\n  keepers = { round = \"2\" }");
    terraform.tryApply().failedWith("Key would have ended already");
    keyed("expires_at = \"2027-01-01T00:00:00Z\"");
    terraform.destroy();
    assertThat(mesh.keys()).isEmpty();
  }

  @Test
  void a_token_for_a_network_that_is_not_there_yet_says_how_to_wait_for_it() {
    terraform.configuration(
        "ephemeral \"netmaker_join_token\" \"one\" {\n  networks = [\"mesh\"]\n}\n");
    terraform.tryPlan().failedWith("Network does not exist", "netmaker_network.NAME.id");
    assertThat(mesh.keys()).isEmpty();
  }

  @Test
  void keepers_make_a_new_key() {
    keyed("keepers = { year = \"2026\" }");
    terraform.apply();
    String first = token("workers");
    keyed("keepers = { year = \"2027\" }");
    terraform.apply();
    assertThat(token("workers")).isNotEqualTo(first);
    terraform.destroy();
  }

  @Test
  void a_join_token_is_nowhere_after_the_run() {
    terraform.configuration(
        NETWORK.formatted("")
            + """
            ephemeral "netmaker_join_token" "one" {
              networks = [netmaker_network.mesh.id]
            }

            resource "terraform_data" "use" {
              input = "x"
              provisioner "local-exec" {
                command     = "printf %s \\"$TOKEN\\" > token.txt"
                environment = { TOKEN = ephemeral.netmaker_join_token.one.token }
              }
            }
            """);
    terraform.apply();
    assertThat(mesh.keys()).containsOnlyKeys("mesh");
    assertThat(mesh.requestCounts()).containsEntry("POST /api/v1/enrollment-keys", 1);
    assertThat(terraform.stateFile().toString()).doesNotContain("run-");
    terraform.destroy();
    assertThat(mesh.keys()).isEmpty();
  }
}
