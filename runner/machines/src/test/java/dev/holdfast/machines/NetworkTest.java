package dev.holdfast.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static Network network;
  private static Site cloud;
  private static Site home;
  private static Machine jump;
  private static Machine server;
  private static Machine hidden;
  private static Machine small;

  @BeforeAll
  static void startAll() {
    network = Network.open();
    cloud = network.site("cloud");
    home = network.hidden("home");
    List<Machine> all =
        network.start(
            List.of(
                Placement.of("jump", cloud).and(home),
                Placement.of("server", cloud),
                Placement.of("hidden", home),
                Placement.of("small", home).withDisk(16)));
    jump = all.get(0);
    server = all.get(1);
    hidden = all.get(2);
    small = all.get(3);
  }

  @AfterAll
  static void endAll() throws IOException {
    if (network == null) {
      return;
    }
    network.close();
    assertThat(network.directory()).doesNotExist();
    String links = Programs.run("ip", "-o", "-4", "address").stdout();
    assertThat(links).doesNotContain(network.address(jump, cloud).replaceAll("\\d+$", ""));
    assertThat(Files.readString(Path.of("/proc/net/route"))).doesNotContain("\thf");
  }

  private static boolean reaches(Machine from, String address) {
    return from.run(
            "curl -s --connect-timeout 1 --max-time 1 telnet://" + address + ":22 </dev/null")
        .stdout()
        .startsWith("SSH-2.0");
  }

  /// The kernel takes its time to see that a link is up again.
  private static boolean reachesInTime(Machine from, String address) {
    Instant end = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(end)) {
      if (reaches(from, address)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void openSitesAreReachedByAddressAndHiddenOnesThroughAJumpHost() {
    assertThat(MachinesTest.ssh(jump, "root", "hostname").text()).isEqualTo("jump");
    assertThat(MachinesTest.ssh(server, "robot", "sudo -n hostname").text()).isEqualTo("server");
    assertThat(MachinesTest.ssh(hidden, "root", "true", "-o", "ConnectTimeout=2").status())
        .isEqualTo(255);
    String proxy =
        "ProxyCommand=ssh -i %s -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -W %%h:%%p root@%s"
            .formatted(jump.privateKey(), jump.address());
    assertThat(MachinesTest.ssh(hidden, "root", "hostname", "-o", proxy).text())
        .isEqualTo("hidden");
  }

  @Test
  void whoIsHiddenReachesOutUnderTheRoutersAddress() {
    assertThat(reaches(hidden, server.address())).isTrue();
    assertThat(server.log()).contains("from " + cloud.gateway());
    assertThat(reaches(server, hidden.address())).isFalse();
    assertThat(reaches(jump, hidden.address())).isTrue();
    assertThat(reaches(hidden, network.address(jump, home))).isTrue();
  }

  @Test
  void machinesReachAServerOfTheTest() throws IOException {
    try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            while (!listener.isClosed()) {
              try (var caller = listener.accept()) {
                caller
                    .getOutputStream()
                    .write("HTTP/1.0 200 OK\r\n\r\nhello".getBytes(StandardCharsets.UTF_8));
              } catch (IOException _) {
                // The test is over, or the caller left.
              }
            }
          });
      var there = network.reach(listener.getLocalPort());
      String url = "http://" + there.getAddress().getHostAddress() + ":" + there.getPort();
      assertThat(hidden.run("curl -s " + url).text()).isEqualTo("hello");
      assertThat(server.run("curl -s " + url).text()).isEqualTo("hello");
    }
  }

  @Test
  void aRebootEndsProcessesAndLinksAndKeepsFiles() {
    server.write("/etc/kept", "yes");
    server.run("ip link add left type bridge; systemd-run -q --unit=runner sleep 1000").text();
    server.reboot();
    assertThat(server.read("/etc/kept")).isEqualTo("yes");
    assertThat(server.run("ip link show left || systemctl is-active runner").stdout())
        .doesNotContain("state")
        .contains("inactive");
    assertThat(MachinesTest.ssh(server, "root", "systemctl is-system-running --wait").text())
        .isEqualTo("running");
  }

  @Test
  void aMachineWithoutCablesReachesNobody() {
    network.disconnect(small);
    assertThat(reaches(small, network.address(jump, home))).isFalse();
    network.connect(small);
    assertThat(reachesInTime(small, network.address(jump, home))).isTrue();
  }

  @Test
  void aSmallDiskFillsUp() {
    assertThat(small.run("head -c 20M /dev/zero > /var/lib/much").stderr())
        .contains("No space left on device");
    assertThat(small.run("rm /var/lib/much; dpkg-query -W -f '${Package}' dpkg").text())
        .isEqualTo("dpkg");
  }

  @Test
  void aClockIsWrongWithoutTheHostsBeingSo() {
    String given = "date -u -d @86400 +%F; date -u +%Y";
    small.skew(Duration.ofDays(3650));
    List<String> said = small.run(given).text().lines().toList();
    assertThat(said.getFirst()).isEqualTo("1970-01-02");
    assertThat(Integer.parseInt(said.getLast()))
        .isGreaterThanOrEqualTo(9 + java.time.Year.now(java.time.ZoneOffset.UTC).getValue());
    assertThat(Integer.parseInt(hidden.run("date -u +%Y").text()))
        .isLessThan(Integer.parseInt(said.getLast()));
  }

  @Test
  void aWireGuardTunnelCrossesTheTranslation() {
    String make =
        """
        wireguard-go mesh0 && umask 077 && wg genkey > /run/mesh && wg set mesh0 private-key /run/mesh listen-port 51821
        ip address add %s/24 dev mesh0 && ip link set mesh0 mtu 1420 up && wg show mesh0 public-key
        """;
    String of = server.run(make.formatted("10.90.0.1") + " 2>/dev/null").text();
    String far = hidden.run(make.formatted("10.90.0.2") + " 2>/dev/null").text();
    server.run("wg set mesh0 peer " + far + " allowed-ips 10.90.0.2/32").text();
    hidden
        .run(
            "wg set mesh0 peer %s allowed-ips 10.90.0.1/32 persistent-keepalive 1 endpoint %s:51821"
                .formatted(of, server.address()))
        .text();
    assertThat(reaches(hidden, "10.90.0.1")).isTrue();
    assertThat(reaches(server, "10.90.0.2")).isTrue();
    assertThat(server.run("ip -d link show mesh0").text()).contains("tun").contains("mtu 1420");
  }

  @Test
  void whatIsLeftOverIsNamed() {
    Residue before = Residue.of(jump);
    assertThat(Residue.of(jump).since(before)).isEmpty();
    String dirty =
        """
        mkdir -p /opt/cni/bin; echo x > /opt/cni/bin/plugin
        printf '[Service]\\nExecStart=/bin/sleep 1000\\n' > /etc/systemd/system/left.service
        systemctl start left
        ip link add left0 type vxlan id 7 dstport 8472 local %s; ip address add 10.99.0.1/32 dev left0
        iptables -t nat -N LEFT; iptables-legacy -N OLD; nft add table inet left
        apt-get -qq update; apt-get -qq install -y hf-tool; apt-mark -q hold hf-tool
        echo 1 > /proc/sys/vm/swappiness
        """;
    jump.run(dirty.formatted(jump.address())).text();
    assertThat(Residue.of(jump).since(before))
        .anyMatch(line -> line.startsWith("+ file /opt/cni/bin/plugin: file 0644 0:0 "))
        .contains("+ unit left.service: active running", "+ unit-file left.service: static")
        .contains("+ link left0: vxlan mtu 1500", "+ address left0,10.99.0.1/32: inet")
        .contains("+ nft ip/nat/LEFT: chain", "+ nft inet/left: table")
        .contains("+ iptables iptables-legacy-save/filter/:OLD_-: rule")
        .contains("+ package hf-tool: hi 2.0", "+ hold hf-tool: ")
        .contains("~ sysctl vm/swappiness: 60 -> 1");
    String clean =
        """
        apt-get -qq remove -y --allow-change-held-packages hf-tool; apt-mark -q unhold hf-tool
        systemctl stop left; rm /etc/systemd/system/left.service; systemctl daemon-reload
        rm -r /opt/cni; ip link delete left0; iptables -t nat -X LEFT; iptables-legacy -X OLD
        nft delete table inet left; nft delete table ip nat
        echo 60 > /proc/sys/vm/swappiness
        """;
    jump.run(clean).text();
    assertThat(
            Residue.of(
                    jump,
                    // The kernel keeps the empty tables of the old kind until it is booted again.
                    Residue.Exclusions.standard().and("iptables", ".*/:[A-Z]+_ACCEPT"))
                .since(before))
        .isEmpty();
  }
}
