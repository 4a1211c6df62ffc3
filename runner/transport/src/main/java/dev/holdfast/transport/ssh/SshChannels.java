package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Channels;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// Commands on one machine, over as many links as they need: a link carries at most
/// [Link#SESSIONS], or as many as its server allows, and then another one is opened.
final class SshChannels implements Channels {
  private final Link first;
  private final Supplier<Link> another;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Link> links = new ArrayList<>();

  SshChannels(Link first, Supplier<Link> another) {
    this.first = first;
    this.another = another;
    links.add(first);
  }

  @Override
  public RemoteChannel exec(String commandLine, boolean terminal) {
    while (true) {
      Link link = claim();
      ExecChannel channel = new ExecChannel(link.connection(), link.sessions());
      try {
        channel.openOrRelease();
      } catch (OpenFailException e) {
        limit(link, e);
        continue;
      } catch (IOException e) {
        throw failed(link, e);
      }
      try {
        start(link, channel, commandLine, terminal);
        return new RemoteChannel(link, channel);
      } catch (IOException e) {
        channel.abandon();
        throw failed(link, e);
      }
    }
  }

  private static void start(Link link, ExecChannel channel, String commandLine, boolean terminal)
      throws IOException {
    if (link.hop().link().forwardAgent().isPresent()) {
      channel.requestAgentForwarding();
    }
    if (terminal) {
      channel.requestTerminal();
    }
    channel.start(commandLine);
  }

  /// A link that takes one more command, with its permit.
  private Link claim() {
    lock.lock();
    try {
      if (!first.alive()) {
        throw first.lost("the start of a command", new IOException("it had ended before"));
      }
      links.removeIf(link -> link != first && !link.alive());
      for (Link link : links) {
        if (link.sessions().tryAcquire()) {
          return link;
        }
      }
      Link link = another.get();
      links.add(link);
      link.sessions().acquireUninterruptibly();
      return link;
    } finally {
      lock.unlock();
    }
  }

  /// The server takes fewer sessions than we thought: those that run are its limit from now on.
  private static void limit(Link link, OpenFailException refusal) {
    int running = Link.SESSIONS - link.sessions().drainPermits();
    if (running <= 0) {
      throw new TransportException(
          Reason.CONFIGURATION,
          "Unable to run a command on "
              + link.name()
              + ": the server opens no session: "
              + refusal.getMessage()
              + ". Check MaxSessions and the user's rights there",
          refusal);
    }
  }

  private static TransportException failed(Link link, IOException cause) {
    return link.alive()
        ? new TransportException(
            Reason.LOST,
            "Unable to run a command on " + link.name() + ": " + Failures.reason(cause),
            cause)
        : link.lost("the start of a command", cause);
  }

  @Override
  public String name() {
    return first.name();
  }

  @Override
  public TransportException lost(String during, Exception cause) {
    return first.lost(during, cause);
  }

  @Override
  public boolean alive() {
    return first.alive();
  }

  @Override
  public void close() {
    List<Link> all;
    lock.lock();
    try {
      all = List.copyOf(links);
    } finally {
      lock.unlock();
    }
    all.forEach(Link::close);
  }
}
