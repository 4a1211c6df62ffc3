package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Hop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// The connections to jump hosts, shared by all machines behind them.
///
/// Machines behind the same jump host wait for one connection to it; machines behind different ones
/// never wait for each other.
final class JumpPool {
  /// The way up to and with one jump host.
  private record Way(Optional<String> command, List<Hop> hops) {}

  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Link> links = new ArrayList<>();
  }

  private final LinkOpener opener;
  private final Map<Way, Place> places = new ConcurrentHashMap<>();

  JumpPool(LinkOpener opener) {
    this.opener = opener;
  }

  /// A new link to the machine itself.
  Link open(Target.Ssh target) {
    Hop host = target.host();
    String name = opener.user(host) + "@" + host.host() + ":" + host.port();
    return through(new Way(target.command(), target.hops()), target.hops().size(), host, name);
  }

  /// @param total how many jump hosts there are on the whole way
  private Link through(Way way, int total, Hop next, String name) {
    if (way.hops().isEmpty()) {
      return opener.open(
          name,
          next,
          Optional.empty(),
          () ->
              way.command().isPresent()
                  ? Wire.command(way.command().get())
                  : Wire.tcp(next.host(), next.port(), next.timeout()));
    }
    Hop jump = way.hops().getLast();
    boolean relayed = jump.link().relay().isPresent();
    Link link = jump(way, total, relayed);
    return opener.open(name, next, Optional.of(link), () -> carried(link, next));
  }

  private Link jump(Way way, int total, boolean relayed) {
    Place place = places.computeIfAbsent(way, _ -> new Place());
    place.lock.lock();
    try {
      place.links.removeIf(link -> !link.alive());
      for (Link link : place.links) {
        if (permits(link, relayed).tryAcquire()) {
          return link;
        }
      }
      int position = way.hops().size();
      Hop hop = way.hops().getLast();
      String name =
          "jump host "
              + position
              + " of "
              + total
              + ", "
              + opener.user(hop)
              + "@"
              + hop.host()
              + ":"
              + hop.port();
      Way before = new Way(way.command(), way.hops().subList(0, position - 1));
      Link link = through(before, total, hop, name);
      place.links.add(link);
      permits(link, relayed).acquireUninterruptibly();
      return link;
    } finally {
      place.lock.unlock();
    }
  }

  private static Semaphore permits(Link link, boolean relayed) {
    return relayed ? link.sessions() : link.tunnels();
  }

  private static Wire carried(Link jump, Hop next) throws IOException {
    Optional<String> relay = jump.hop().link().relay();
    if (relay.isPresent()) {
      ExecChannel channel = new ExecChannel(jump.connection(), jump.sessions());
      channel.openOrRelease();
      try {
        channel.start(relay.get());
      } catch (IOException e) {
        channel.abandon();
        throw e;
      }
      return Wire.channel(channel);
    }
    Tunnel tunnel = new Tunnel(jump.connection(), jump.tunnels(), next.host(), next.port());
    tunnel.openOrRelease();
    return Wire.channel(tunnel);
  }

  void close() {
    places.values().stream()
        .flatMap(place -> List.copyOf(place.links).reversed().stream())
        .forEach(Link::close);
    places.clear();
  }
}
