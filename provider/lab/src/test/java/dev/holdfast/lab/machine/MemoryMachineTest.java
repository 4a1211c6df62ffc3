package dev.holdfast.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.GreetedMachine;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.LabWorld;
import dev.holdfast.lab.program.MachineSpec;
import dev.holdfast.lab.ssh.LabNetwork;
import dev.holdfast.lab.ssh.MachineServer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A machine in memory, over SSH.
class MemoryMachineTest extends MachineContract {
  private static final LabKey KEY = LabKey.fresh();
  private static final LabNetwork NETWORK = new LabNetwork();
  private static final SshTransport TRANSPORT = new SshTransport();
  private static Optional<Connection> connection = Optional.empty();
  private static int folders;

  @BeforeAll
  static void start() {
    MemoryMachine machine =
        DebianMachine.install(MachineSpec.of("m1", KEY.line()), LabWorld.withDebian()).machine();
    MachineServer server = NETWORK.start(machine, () -> Map.of("10.1.0.11", "home"));
    connection = Optional.of(TRANSPORT.open(new Target.Ssh(List.of(), hop(server))));
  }

  private static Target.Hop hop(MachineServer server) {
    return new Target.Hop(
        server.address().getAddress().getHostAddress(),
        server.address().getPort(),
        Optional.of("debian"),
        List.of(new Target.Credential.KeyText(KEY.secret(), Optional.empty())),
        new Target.HostKeys.Pinned(List.of(server.hostKey())),
        Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() {
    TRANSPORT.close();
    NETWORK.close();
  }

  private static Machine as(Become become) {
    return new GreetedMachine(connection.orElseThrow(), become, "", Map.of(), Limits.NONE);
  }

  private static Become.Other root(String method) {
    return new Become.Other(method, "root", "", "", Optional.empty());
  }

  @Override
  Machine machine() {
    return as(Become.login());
  }

  @Override
  String freshFolder() {
    folders++;
    String folder = "/home/debian/case" + folders;
    machine().apply(new Step.MakeDirectory(folder, Step.Access.mode(0755)));
    return folder;
  }

  @Test
  void flagsOfAFileAreKeptAndObeyed() {
    String file = freshFolder() + "/file";
    machine().apply(Step.Write.of(file, "x", Step.Access.DEFAULT));

    machine().apply(new Step.SetAttributes(file, "+i"));

    Probe.Stat probe = Probe.Stat.of(file).withAttributes(true);
    assertThat(machine().ask(probe).stat(probe).orElseThrow().flags().orElseThrow()).contains("i");
    assertThat(machine().apply(new Step.Remove(file)).failure()).isPresent();
    machine().apply(new Step.SetAttributes(file, "-i"), new Step.Remove(file));
    assertThat(machine().ask(probe).stat(probe)).isEmpty();
  }

  @Test
  void aContextIsRefusedAsThereAreNone() {
    String file = freshFolder() + "/file";
    machine().apply(Step.Write.of(file, "x", Step.Access.DEFAULT));

    assertThat(machine().apply(new Step.SetContext(file, "a:b:c:s0")).failure()).isPresent();
    Probe.Stat probe = Probe.Stat.of(file);
    assertThat(machine().ask(probe).stat(probe).orElseThrow().context()).isEmpty();
  }

  @Test
  void whatIsNotModelledSaysSo() {
    Ran argv = machine().apply(Step.Run.any(Command.of("fdisk", "-l"))).first();
    assertThat(argv.status()).isEqualTo(127);
    assertThat(argv.errors()).isEqualTo("not simulated: fdisk\n");
    Ran text = machine().apply(Step.Run.any(Command.shell("a | b"))).first();
    assertThat(text.status()).isEqualTo(127);
    assertThat(text.errors()).isEqualTo("not simulated: shell text a | b\n");
    Step.RunProgram program =
        new Step.RunProgram(
            "tool.sh",
            dev.holdfast.transport.Payload.of("#!/bin/sh\n"),
            "",
            "",
            "",
            Optional.empty(),
            Optional.empty());
    assertThat(machine().apply(program).first().errors()).isEqualTo("not simulated: tool.sh\n");
  }

  @Test
  void anotherUserIsReachedAsTheMachineAllows() {
    Probe.Query who = Probe.Query.of("whoami");
    assertThat(machine().ask(who).of(who).text()).isEqualTo("debian\n");
    assertThat(as(root("sudo")).ask(who).of(who).text()).isEqualTo("root\n");
    assertThat(as(root("sudo")).raw("whoami").text()).isEqualTo("root\n");
    Machine su = as(root("su"));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> su.ask(who))
        .isInstanceOf(dev.holdfast.transport.TransportException.class)
        .hasMessageContaining("su did not let us become root");
  }

  @Test
  void filesOfOthersAreOutOfReach() {
    Probe.ReadFile shadow = new Probe.ReadFile("/etc/shadow");
    assertThat(machine().ask(shadow).of(shadow).status()).isEqualTo(13);
    Step write = Step.Write.of("/etc/mine", "x", Step.Access.DEFAULT);
    assertThat(machine().apply(write).failure().orElseThrow().errors())
        .contains("Permission denied");
    assertThat(as(root("sudo")).apply(write).complete()).isTrue();
  }
}
