package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Network;
import dev.holdfast.machines.Placement;
import dev.holdfast.machines.Site;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `netmaker_host` with `ssh`: a machine behind address translation is made to join through a jump
/// host, by the client's package, and is taken out again.
class HostJoinTest extends MeshTest {
  private static final String API = "api.netmaker.example";
  private static final int PORT = free();

  private static Optional<Network> network = Optional.empty();
  private static Optional<Machine> jump = Optional.empty();
  private static Optional<Machine> edge = Optional.empty();

  HostJoinTest() {
    super(NetmakerOptions.community().onPort(PORT));
  }

  /// A port that is free: the machines' way to the server stays while the servers change.
  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void start() {
    Network made = Network.open();
    network = Optional.of(made);
    made.offerFakes();
    Site cloud = made.site("cloud");
    Site home = made.hidden("home");
    List<Machine> started =
        made.start(List.of(Placement.of("jump", cloud).and(home), Placement.of("edge", home)));
    jump = Optional.of(started.get(0));
    edge = Optional.of(started.get(1));
    String api = made.reach(PORT, 443).getAddress().getHostAddress();
    edge()
        .run(
            "rm -f /etc/apt/sources.list.d/*; echo 'deb [trusted=yes] file:/srv/repository/debian ./' > /etc/apt/sources.list; echo '%s %s' >> /etc/hosts; cp /etc/hosts /root/hosts"
                .formatted(api, API))
        .text();
  }

  @AfterAll
  static void stop() {
    network.ifPresent(Network::close);
  }

  private static Machine edge() {
    return edge.orElseThrow();
  }

  /// The machine finds this test's server under the name that its tokens have.
  @BeforeEach
  void reach() {
    edge().write("/usr/local/share/mesh.pem", mesh.caPem());
    edge()
        .run(
            "cp /usr/local/share/mesh.pem /etc/ssl/certs/ca-certificates.crt; cp /root/hosts /etc/hosts")
        .text();
  }

  private static String server(Machine machine) {
    return "host = \"%s\", port = %d, host_key = \"%s\""
        .formatted(machine.address(), machine.port(), machine.hostKey());
  }

  private static String ssh() {
    return "{ %s, jumps = [{ %s, profile = \"jump\" }] }"
        .formatted(server(edge()), server(jump.orElseThrow()));
  }

  /// A network and the machine in it.
  private void declare(String ssh, String networks, String more) {
    terraform.configuration(
        """
        provider "netmaker" {
          ssh = {
            profiles = {
              default = { private_key = file("%s") }
              jump    = { private_key = file("%s") }
            }
          }
        }

        resource "netmaker_network" "mesh" {
          name       = "mesh"
          ipv4_range = "10.20.0.0/16"
        }

        resource "netmaker_host" "edge" {
          name     = "edge"
          networks = [%s]
          ssh      = %s
          client = {
            version    = "1.4.0"
            repository = "file:/srv/repository/netmaker"
            suite      = "./"
            components = []
            trusted    = true
          }
          %s
        }
        """
            .formatted(edge().privateKey(), jump.orElseThrow().privateKey(), networks, ssh, more));
  }

  private void declare(String more) {
    declare(ssh(), "netmaker_network.mesh.id", more);
  }

  private String hostId() {
    return terraform.state().attributes("netmaker_host.edge").path("host_id").asString();
  }

  private void nothingLeft() {
    assertThat(mesh.hosts()).isEmpty();
    assertThat(mesh.keys()).isEmpty();
    assertThat(edge().run("dpkg-query -W -f '${Status}' netclient 2>&1 || true").text())
        .doesNotContain("installed ok", "config-files");
    assertThat(
            edge().run("ls -d /etc/netclient /sys/class/net/netmaker 2>/dev/null || true").text())
        .isEmpty();
    assertThat(edge().run("apt-mark showhold").text()).isEmpty();
  }

  @Test
  void a_machine_joins_changes_and_leaves() {
    declare("mtu = 1380");
    terraform.apply();
    var host = Optional.ofNullable(mesh.hosts().get(hostId())).orElseThrow();
    assertThat(host.path("name").asString()).isEqualTo("edge");
    assertThat(host.path("autoupdate").asBoolean()).isFalse();
    assertThat(host.path("isstaticport").asBoolean()).isTrue();
    assertThat(mesh.keys()).as("the key it registered with is gone").containsOnlyKeys("mesh");
    assertThat(edge().run("ip -o addr show dev netmaker").text()).contains("10.20.0.1");
    assertThat(edge().run("apt-mark showhold").text().strip()).isEqualTo("netclient");
    terraform.expectNoChanges();

    String before = hostId();
    terraform.run("state", "rm", "netmaker_host.edge");
    terraform.apply();
    assertThat(hostId()).as("a machine that is in the mesh is not joined again").isEqualTo(before);
    assertThat(mesh.hosts()).hasSize(1);
    terraform.destroy();
    nothingLeft();
  }

  @Test
  @Tag("soak")
  void an_identity_from_a_template_is_not_used() {
    edge()
        .run(
            "mkdir -p /etc/netclient; echo '{\"id\": \"11111111-2222-3333-4444-555555555555\", \"privatekey\": \"x\"}' > /etc/netclient/netclient.json; echo '{\"netmaker.example\": {}}' > /etc/netclient/servers.json")
        .text();
    declare("");
    var run = terraform.tryApply();
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.flowing())
        .contains("Machine carried the identity of another host", "does not know");
    assertThat(hostId()).isNotEqualTo("11111111-2222-3333-4444-555555555555");
    terraform.destroy();
    nothingLeft();
  }

  @Test
  void what_cannot_join_is_one_error_and_nothing_is_left() {
    declare(ssh(), "\"other\"", "");
    terraform.tryApply().failedWith("Network does not exist", "\"other\"");
    assertThat(edge().run("pgrep netclient || true").text()).isEmpty();

    declare(
        ssh().replace(edge().hostKey(), jump.orElseThrow().hostKey()),
        "netmaker_network.mesh.id",
        "");
    terraform.tryApply().failedWith("host key");

    edge()
        .run("sed -i '/%s/d' /etc/hosts; echo '127.0.0.1 %s' >> /etc/hosts".formatted(API, API))
        .text();
    declare("");
    terraform.tryApply().failedWith("Unable to have edge join the mesh", "reached no server");
    assertThat(terraform.state().addresses()).containsExactly("netmaker_network.mesh");
    assertThat(mesh.keys()).containsOnlyKeys("mesh");
    reach();
    terraform.apply();
    terraform.destroy();
    nothingLeft();
  }

  @Test
  @Tag("soak")
  void a_dead_machine_is_forgotten_with_a_warning() {
    declare("");
    terraform.apply();
    edge().stop();
    try {
      var run = terraform.run("destroy", "-auto-approve", "-no-color");
      assertThat(run.exit()).as(run::toString).isZero();
      assertThat(run.flowing()).contains("Client is left on the machine");
      assertThat(mesh.hosts()).isEmpty();
    } finally {
      edge().start();
      edge()
          .run("apt-get -q -y purge --allow-change-held-packages netclient; rm -rf /etc/netclient")
          .text();
    }
  }
}
