package dev.holdfast.lab.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.lab.machine.LabKey;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.LabWorld;
import dev.holdfast.lab.program.MachineSpec;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Hops, keys and sites of the lab's machines.
class LabNetworkTest {
  private static final LabKey KEY = LabKey.fresh();
  private static final LabNetwork NETWORK = new LabNetwork();
  private static final SshTransport TRANSPORT = new SshTransport();
  private static final MachineServer JUMP =
      start("jump", Map.of("10.1.0.1", "home", "10.2.0.1", "away"));
  private static final MachineServer NEAR = start("near", Map.of("10.1.0.2", "home"));
  private static final MachineServer FAR = start("far", Map.of("10.2.0.2", "away"));

  private static MachineServer start(String name, Map<String, String> addresses) {
    MachineSpec spec = MachineSpec.of(name, KEY.line());
    return NETWORK.start(
        DebianMachine.install(spec, LabWorld.withDebian()).machine(), () -> addresses);
  }

  @AfterAll
  static void stop() {
    TRANSPORT.close();
    NETWORK.close();
  }

  private static Target.Hop entrance(LabKey key) {
    return hop(JUMP.address().getAddress().getHostAddress(), JUMP.address().getPort(), key, JUMP);
  }

  private static Target.Hop hop(String host, int port, LabKey key, MachineServer server) {
    return new Target.Hop(
        host,
        port,
        Optional.of("debian"),
        List.of(new Target.Credential.KeyText(key.secret(), Optional.empty())),
        new Target.HostKeys.Pinned(List.of(server.hostKey())),
        Duration.ofSeconds(20));
  }

  private static String name(Target.Ssh target) {
    try (Connection connection = TRANSPORT.open(target)) {
      return connection.exec("hostname", Payload.NONE, Limits.NONE).text().strip();
    }
  }

  @Test
  void aChainOfHopsLeadsToAMachineOfAnotherSite() {
    Target.Hop near = hop("10.1.0.2", 22, KEY, NEAR);
    Target.Hop far = hop("far", 22, KEY, FAR);
    assertThat(name(new Target.Ssh(List.of(entrance(KEY)), near))).isEqualTo("near");
    assertThat(name(new Target.Ssh(List.of(entrance(KEY)), far))).isEqualTo("far");
    Target.Hop back = hop("10.1.0.1", 22, KEY, JUMP);
    assertThat(name(new Target.Ssh(List.of(entrance(KEY), near, back), far))).isEqualTo("far");
  }

  @Test
  void aMachineReachesOnlyItsOwnSites() {
    Target.Hop near = hop("10.1.0.2", 22, KEY, NEAR);
    Target.Ssh around = new Target.Ssh(List.of(entrance(KEY), near), hop("10.2.0.2", 22, KEY, FAR));

    assertThatThrownBy(() -> TRANSPORT.open(around))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("10.2.0.2");
    Target.Hop other = hop("10.1.0.2", 6443, KEY, NEAR);
    assertThatThrownBy(() -> TRANSPORT.open(new Target.Ssh(List.of(entrance(KEY)), other)))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void keysOfHostsAndUsersAreChecked() {
    Target.Hop wrong = hop("10.1.0.2", 22, KEY, FAR);
    assertThatThrownBy(() -> TRANSPORT.open(new Target.Ssh(List.of(entrance(KEY)), wrong)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("Unable to trust");
    Target.Hop stranger = hop("10.1.0.2", 22, LabKey.fresh(), NEAR);
    assertThatThrownBy(() -> TRANSPORT.open(new Target.Ssh(List.of(entrance(KEY)), stranger)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("Unable to log in");
  }
}
