package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.transport.TransportImpl;
import org.jspecify.annotations.Nullable;

/// One server that we are logged in to: its protocol, its channels, its signs of life.
final class Link implements AutoCloseable {
  /// OpenSSH's servers allow ten sessions a connection (`MaxSessions`).
  static final int SESSIONS = 8;

  static final int TUNNELS = 100;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final String name;
  private final Hop hop;
  private final Optional<Link> before;
  private final Wire wire;
  private final TransportImpl protocol;
  private final ConnectionImpl connection;
  private final Timers timers;
  private final Semaphore sessions = new Semaphore(SESSIONS);
  private final Semaphore tunnels = new Semaphore(TUNNELS);
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Queue<Promise<SSHPacket, ConnectionException>> asked = new ArrayDeque<>();
  private final Timers.Alarm heartbeat;
  private volatile String fate = "";

  Link(
      String name,
      Hop hop,
      Optional<Link> before,
      Wire wire,
      TransportImpl protocol,
      ConnectionImpl connection,
      Timers timers) {
    this.name = name;
    this.hop = hop;
    this.before = before;
    this.wire = wire;
    this.protocol = protocol;
    this.connection = connection;
    this.timers = timers;
    protocol.setDisconnectListener((reason, message) -> ended(reason.toString(), message));
    hop.link()
        .forwardAgent()
        .ifPresent(socket -> connection.attach(new AgentForward(connection, socket, timers)));
    Duration period = hop.link().aliveEvery();
    heartbeat = period.isPositive() ? timers.every(period, this::askForLife) : () -> {};
  }

  /// Hears of the end before the channels do, so that whatever runs over them knows that it was
  /// this link that failed.
  private void ended(String reason, @Nullable String message) {
    if (fate.isEmpty()) {
      fate = message == null || message.isEmpty() ? reason : Failures.plain(message);
    }
  }

  String name() {
    return name;
  }

  Hop hop() {
    return hop;
  }

  ConnectionImpl connection() {
    return connection;
  }

  /// Permits for commands; whoever takes one gives it back when the channel ended.
  Semaphore sessions() {
    return sessions;
  }

  Semaphore tunnels() {
    return tunnels;
  }

  boolean alive() {
    return fate.isEmpty() && protocol.isRunning() && before.map(Link::alive).orElse(true);
  }

  /// The error for something that was under way when the link ended.
  TransportException lost(String during, Exception cause) {
    Optional<Link> dead = before.filter(link -> !link.alive());
    if (dead.isPresent()) {
      return dead.get().lost(during, cause);
    }
    String why = fate.isEmpty() ? Failures.reason(cause) : fate;
    return new TransportException(
        Reason.LOST,
        "The connection to " + name + " was lost during " + during + ": " + why,
        cause);
  }

  /// Asks the server for any answer. Answers come in order, also while commands run, so those that
  /// are missing tell how long the server has been silent.
  private void askForLife() {
    if (!protocol.isRunning()) {
      heartbeat.close();
      return;
    }
    synchronized (asked) {
      while (!asked.isEmpty() && asked.peek().isFulfilled()) {
        asked.remove();
        unanswered.decrementAndGet();
      }
    }
    int misses = hop.link().aliveMisses();
    if (unanswered.get() >= misses) {
      Duration silence = hop.link().aliveEvery().multipliedBy(misses);
      giveUp("no answer to " + misses + " signs of life in " + Failures.text(silence));
      return;
    }
    unanswered.incrementAndGet();
    try {
      Promise<SSHPacket, ConnectionException> answer =
          connection.sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
      synchronized (asked) {
        asked.add(answer);
      }
    } catch (IOException _) {
      heartbeat.close(); // the reading side sees the same end and tells everybody
    }
  }

  /// Cuts the wire before anything is told to the protocol, which may be stuck writing to it.
  void giveUp(String why) {
    fate = why;
    heartbeat.close();
    wire.cut().run();
    protocol.die(new ConnectionException(why));
  }

  @Override
  public void close() {
    heartbeat.close();
    if (fate.isEmpty()) {
      fate = "it was closed";
    }
    try (Timers.Alarm _ = timers.after(FAREWELL, wire.cut())) {
      protocol.disconnect();
    }
    wire.cut().run();
  }
}
