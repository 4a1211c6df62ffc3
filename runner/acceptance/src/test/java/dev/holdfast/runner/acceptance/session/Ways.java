package dev.holdfast.runner.acceptance.session;

import dev.holdfast.engine.run.Way;
import dev.holdfast.machines.Account;
import dev.holdfast.machines.Machine;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ways to machines, with keys from memory and pinned host keys.
final class Ways {
  private Ways() {}

  static Way root(Machine machine, Target.Hop... jumps) {
    return new Way(new Target.Ssh(List.of(jumps), hop(machine, machine.root())), Optional.empty());
  }

  static Target.Hop hop(Machine machine, Account account) {
    return hop(machine, account, machine.hostKey());
  }

  static Target.Hop hop(Machine machine, Account account, String hostKey) {
    return new Target.Hop(
        machine.address(),
        machine.port(),
        Optional.of(account.name()),
        List.of(new Target.Credential.KeyText(key(machine), Optional.empty())),
        new Target.HostKeys.Pinned(List.of(hostKey)),
        Duration.ofSeconds(10));
  }

  static Secret key(Machine machine) {
    try {
      return Secret.of(Files.readString(machine.privateKey()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
