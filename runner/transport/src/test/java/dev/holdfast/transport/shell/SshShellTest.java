package dev.holdfast.transport.shell;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.ssh.SshTransport;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Over SSH, on a machine that has BusyBox alone.
class SshShellTest extends ShellContract {
  private static final SshTransport TRANSPORT = Ways.transport();
  private static Optional<Machine> machine = Optional.empty();
  private static Optional<Connection> connection = Optional.empty();

  @BeforeAll
  static void open() {
    Machine made = Machines.busybox();
    machine = Optional.of(made);
    connection = Optional.of(Ways.open(TRANSPORT, made, made.root()));
  }

  @AfterAll
  static void close() {
    connection.ifPresent(Connection::close);
    TRANSPORT.close();
    machine.ifPresent(Machine::close);
  }

  @Override
  Shell shell() {
    return connection.orElseThrow().shell(Become.login());
  }
}
