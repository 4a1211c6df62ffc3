package dev.holdfast.transport.shell;

import dev.holdfast.machines.Account;
import dev.holdfast.machines.Machine;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.local.LocalConnection;
import dev.holdfast.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Connections with shells to the machines of tests.
final class Ways {
  private Ways() {}

  static SshTransport transport() {
    return new SshTransport(Shells::open, LocalConnection::new);
  }

  static Connection open(SshTransport transport, Machine machine, Account user) {
    return transport.open(
        new Target.Ssh(
            List.of(),
            new Hop(
                machine.address(),
                machine.port(),
                Optional.of(user.name()),
                List.of(
                    new Credential.KeyFile(
                        machine.privateKey().toString(), Optional.empty(), Optional.empty())),
                new HostKeys.Pinned(List.of(machine.hostKey())),
                Duration.ofSeconds(20))));
  }

  static Become become(String method, String user, String flags, String password) {
    return new Become.Other(
        method,
        user,
        "",
        flags,
        password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password)));
  }
}
