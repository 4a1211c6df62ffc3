package dev.holdfast.transport.ssh;

import dev.holdfast.machines.Machine;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.Link;
import dev.holdfast.transport.hosts.HostTrust;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Ways to the machines of tests.
final class Hops {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Hops() {}

  static SshTransport transport() {
    Supplier<Connection> none =
        () -> {
          throw new AssertionError("no local connection in these tests");
        };
    return new SshTransport((_, _) -> noShell(), none);
  }

  private static Shell noShell() {
    throw new AssertionError("no shell in these tests");
  }

  static LinkOpener opener() {
    return new LinkOpener(
        Algorithms.config(), new HostTrust(Clock.systemUTC()), new Timers(), "nobody");
  }

  static Hop of(Machine machine) {
    return new Hop(
        machine.address(),
        machine.port(),
        Optional.of(machine.root().name()),
        List.of(
            new Credential.KeyFile(
                machine.privateKey().toString(), Optional.empty(), Optional.empty())),
        new HostKeys.Pinned(List.of(machine.hostKey())),
        PATIENCE);
  }

  static Hop with(Hop hop, List<Credential> credentials) {
    return new Hop(
        hop.host(), hop.port(), hop.user(), credentials, hop.hostKeys(), PATIENCE, hop.link());
  }

  static Hop trusting(Hop hop, HostKeys keys) {
    return new Hop(
        hop.host(), hop.port(), hop.user(), hop.credentials(), keys, PATIENCE, hop.link());
  }

  static Hop linked(Hop hop, Link link) {
    return new Hop(
        hop.host(), hop.port(), hop.user(), hop.credentials(), hop.hostKeys(), PATIENCE, link);
  }

  static Hop at(Hop hop, String host, int port) {
    return new Hop(host, port, hop.user(), hop.credentials(), hop.hostKeys(), PATIENCE, hop.link());
  }

  static Hop as(Hop hop, String user) {
    return new Hop(
        hop.host(),
        hop.port(),
        Optional.of(user),
        hop.credentials(),
        hop.hostKeys(),
        PATIENCE,
        hop.link());
  }

  static Hop within(Hop hop, Duration timeout) {
    return new Hop(
        hop.host(), hop.port(), hop.user(), hop.credentials(), hop.hostKeys(), timeout, hop.link());
  }

  /// A command that connects its input and output with a port; `nc` is not installed everywhere.
  static String connector(String host, int port) {
    return "python3 -c 'import os,socket,sys,threading\n"
        + "s=socket.create_connection((\""
        + host
        + "\","
        + port
        + "))\n"
        + "def up():\n"
        + " while True:\n"
        + "  b=os.read(0,65536)\n"
        + "  if not b: os._exit(0)\n"
        + "  s.sendall(b)\n"
        + "threading.Thread(target=up,daemon=True).start()\n"
        + "while True:\n"
        + " b=s.recv(65536)\n"
        + " if not b: break\n"
        + " os.write(1,b)'";
  }
}
