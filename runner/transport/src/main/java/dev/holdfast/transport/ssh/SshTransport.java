package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Connection;
import dev.holdfast.transport.ShellOpener;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Transport;
import dev.holdfast.transport.hosts.HostTrust;
import dev.holdfast.transport.local.LocalConnection;
import dev.holdfast.transport.shell.Shells;
import java.time.Clock;
import java.util.function.Supplier;

/// Opens connections over SSH, and to this machine without it.
///
/// Shared within one object: the lines of `known_hosts` files, connections to jump hosts, timers.
/// Opening many machines at once from many threads is the intended use.
public final class SshTransport implements Transport {
  private final Timers timers = new Timers();
  private final ShellOpener shells;
  private final Supplier<Connection> local;
  private final JumpPool pool;

  /// With the persistent shells and the local connection of this module.
  public SshTransport() {
    this(Shells::open, LocalConnection::new);
  }

  public SshTransport(ShellOpener shells, Supplier<Connection> local) {
    this(shells, local, System.getProperty("user.name", "root"), Clock.systemUTC());
  }

  /// @param localUser who logs in where a hop names nobody
  /// @param clock by which certificates are valid or not
  public SshTransport(
      ShellOpener shells, Supplier<Connection> local, String localUser, Clock clock) {
    this.shells = shells;
    this.local = local;
    SshLog.quiet();
    pool =
        new JumpPool(new LinkOpener(Algorithms.config(), new HostTrust(clock), timers, localUser));
  }

  @Override
  public Connection open(Target target) {
    return switch (target) {
      case Target.Local _ -> local.get();
      case Target.Ssh ssh -> {
        SshChannels channels = new SshChannels(pool.open(ssh), () -> pool.open(ssh));
        yield new SshConnection(channels, shells);
      }
    };
  }

  /// Ends the connections to jump hosts, and with them everything behind them.
  @Override
  public void close() {
    pool.close();
    timers.close();
  }
}
