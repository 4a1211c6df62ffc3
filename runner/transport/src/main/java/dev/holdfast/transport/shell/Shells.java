package dev.holdfast.transport.shell;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Channels;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The persistent shells of one connection, one a user.
public final class Shells implements AutoCloseable {
  /// How long a machine may take to greet, or to ask for a password.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Channels channels;
  private final Duration patience;
  private final Map<Become, PersistentShell> shells = new ConcurrentHashMap<>();

  /// @param channels the way to the machine; stays the caller's to close
  public Shells(Channels channels) {
    this(channels, PATIENCE);
  }

  Shells(Channels channels, Duration patience) {
    this.channels = channels;
    this.patience = patience;
  }

  /// One shell that belongs to nobody's table; for connections that keep their own. It ends with
  /// its channels.
  public static Shell open(Channels channels, Become become) {
    return new PersistentShell(channels, become, PATIENCE);
  }

  /// A command of a user's on a channel of its own, with its three streams.
  public static Channel stream(Channels channels, Become become, Request request) {
    Session session = Opening.open(channels, become, PATIENCE);
    if (session.hasTerminal() || session.hello().lab()) {
      session.close();
      throw new TransportException(
          TransportException.Reason.CONFIGURATION,
          channels.name()
              + ": streams of bytes need a shell without a terminal, and this one has a terminal or"
              + " is a lab machine's");
    }
    return session.handOver(request);
  }

  /// The shell of a user; the same object every time. It starts with its first request.
  public Shell shell(Become become) {
    return shells.computeIfAbsent(become, who -> new PersistentShell(channels, who, patience));
  }

  /// Runs one command line through the login shell, on a channel of its own.
  public Answer exec(String commandLine, Payload input, Limits limits) {
    return Single.run(channels, commandLine, input, limits);
  }

  /// Ends what runs in them.
  public void stop() {
    shells.values().forEach(PersistentShell::interrupt);
  }

  /// Ends all of them.
  @Override
  public void close() {
    shells.values().forEach(PersistentShell::close);
  }
}
