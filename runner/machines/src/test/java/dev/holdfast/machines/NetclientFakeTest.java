package dev.holdfast.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetclientFakeTest {
  private static final String INSTALL =
      """
      printf 'deb [trusted=yes] file:/srv/repository/%s ./\\n' debian netmaker > /etc/apt/sources.list
      apt-get -qq update && apt-get -qq -y install netclient=1.4.0
      """;

  private static boolean happens(Machine machine, String condition) {
    return machine
            .run("timeout 20 sh -c 'until " + condition + "; do sleep 0.2; done' >/dev/null 2>&1")
            .status()
        == 0;
  }

  @Test
  void machinesMeetInTheMeshThatTheServerTellsThemOf() {
    try (var network = Network.open();
        var server = new MeshServer()) {
      network.offerFakes();
      Site cloud = network.site("cloud");
      Site home = network.hidden("home");
      List<Machine> both =
          network.start(List.of(Placement.of("open", cloud), Placement.of("hidden", home)));
      both.parallelStream().forEach(machine -> machine.run(INSTALL).text());
      Machine open = both.get(0);
      Machine hidden = both.get(1);
      var there = network.reach(server.port());
      Ran refused = open.run("netclient join -t " + MeshServer.token(there).substring(0, 20));
      assertThat(refused.stderr()).contains("invalid enrollment token");
      String token = MeshServer.token(there);
      open.run("netclient join -t " + token).text();
      hidden.run("netclient join -t " + token).text();
      assertThat(
              happens(
                  hidden, "curl -s --max-time 1 telnet://10.101.0.1:22 </dev/null | grep -q SSH"))
          .isTrue();
      assertThat(open.run("netclient list").text()).contains("\"ipv4_addr\": \"10.101.0.1/24\"");
      assertThat(open.run("ip -d link show netmaker").text()).contains("mtu 1420", "tun");
      // Another MTU makes the interface anew, and what stood on it is gone.
      open.run("ip link add on0 type vxlan id 1 dev netmaker dstport 8472").text();
      server.wants(1380);
      assertThat(happens(open, "ip link show netmaker | grep -q \"mtu 1380\"")).isTrue();
      assertThat(open.run("ip link show on0").status()).isNotZero();
      assertThat(open.read("/var/log/holdfast-fakes.jsonl")).doesNotContain(token);
      hidden.run("netclient leave lab").text();
      assertThat(happens(hidden, "! ip link show netmaker")).isTrue();
      assertThat(happens(open, "[ -z \"$(wg show netmaker peers)\" ]")).isTrue();
    }
  }
}
