package dev.holdfast.engine.run;

import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Transport;
import dev.holdfast.transport.config.SshRequest;
import dev.holdfast.transport.config.SshResolver;
import dev.holdfast.transport.config.Surroundings;
import dev.holdfast.transport.local.LocalConnection;
import dev.holdfast.transport.shell.Shells;
import dev.holdfast.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The connections to machines, one for each host and way to reach it. They stay open from run to
/// run until they are closed, which ends every command that still runs over them.
public final class Connections implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final SshResolver resolver;
  private final Transport transport;
  private final Lifetime lifetime = new Lifetime();
  private final Map<List<Object>, Place> places = new ConcurrentHashMap<>();

  /// @param surroundings where ssh's own configuration, keys and agent are looked for
  public Connections(Surroundings surroundings) {
    this.resolver = new SshResolver(surroundings);
    this.transport = new SshTransport(Shells::open, LocalConnection::new);
  }

  Target.Ssh resolve(SshRequest request) {
    return resolver.resolve(request);
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /// What is open, else a new one.
  ///
  /// @param way the host and how it is reached
  Connection connected(List<Object> way, Target target, int retries) {
    return places
        .computeIfAbsent(way, _ -> new Place())
        .connected(() -> Opening.of(() -> open(target), retries, lifetime));
  }

  private Connection open(Target target) {
    if (lifetime.isOver()) {
      throw Lifetime.over();
    }
    Connection opened = transport.open(target);
    if (lifetime.isOver()) {
      opened.close();
      throw Lifetime.over();
    }
    return opened;
  }

  /// Ends one connection, so that whoever comes next opens another.
  void reset(List<Object> way) {
    Optional.ofNullable(places.remove(way)).ifPresent(Place::close);
  }

  /// Ends the commands that run on machines, and the connections; takes some seconds at most.
  public void stop() {
    lifetime.end();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    List<Callable<Boolean>> ends = places.values().stream().map(Place::stopping).toList();
    try {
      threads.invokeAll(ends, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
      close();
    }
  }

  /// Ends all connections; may be called from any thread, more than once.
  @Override
  public void close() {
    lifetime.end();
    places.values().forEach(Place::close);
    places.clear();
    transport.close();
  }

  /// The connection of one way. Only who goes the same way waits for its opening.
  private static final class Place {
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Optional<Connection> connection = Optional.empty();

    /// What is open, or another where it died: the task that was under way then was told, and is
    /// not repeated.
    Connection connected(Supplier<Connection> opening) {
      turn.lock();
      try {
        Optional<Connection> alive = connection.filter(Connection::alive);
        if (alive.isPresent()) {
          return alive.get();
        }
        close();
        Connection another = opening.get();
        connection = Optional.of(another);
        return another;
      } finally {
        turn.unlock();
      }
    }

    Callable<Boolean> stopping() {
      Optional<Connection> open = connection;
      return () -> {
        open.ifPresent(Connection::stop);
        return true;
      };
    }

    void close() {
      connection.ifPresent(Connection::close);
      connection = Optional.empty();
    }
  }
}
