package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import dev.holdfast.transport.hosts.HostTrust;
import dev.holdfast.transport.key.KeyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.transport.TransportImpl;

/// Opens a [Link]: wire, key exchange, host key, login; and says of every failure which server it
/// was, what was tried and what helps.
final class LinkOpener {
  /// Makes the wire to a server; may be asked more than once.
  interface WireMaker {
    Wire open() throws IOException;
  }

  private final Config config;
  private final HostTrust trust;
  private final Timers timers;
  private final String localUser;

  LinkOpener(Config config, HostTrust trust, Timers timers, String localUser) {
    this.config = config;
    this.trust = trust;
    this.timers = timers;
    this.localUser = localUser;
  }

  String user(Hop hop) {
    return hop.user().orElse(localUser);
  }

  /// Opens it, and for pins by fingerprint, which do not tell the key's type, tries one type after
  /// the other. No try before the right one gets as far as the login.
  Link open(String name, Hop hop, Optional<Link> before, WireMaker maker) {
    List<List<String>> orders = new ArrayList<>();
    orders.add(Algorithms.serving(trust.knownTypes(hop.hostKeys(), hop.host(), hop.port())));
    if (hop.hostKeys() instanceof HostKeys.Pinned pinned
        && pinned.keys().stream().anyMatch(pin -> pin.strip().startsWith("SHA256:"))) {
      orders.add(
          Algorithms.serving(
              List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521")));
      orders.add(Algorithms.serving(List.of("ssh-rsa")));
    }
    Optional<TransportException> first = Optional.empty();
    for (List<String> order : orders) {
      try {
        return timers.waiting(() -> open(name, hop, before, maker, order));
      } catch (TransportException e) {
        if (e.reason() != Reason.HOST_KEY) {
          throw e;
        }
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  private Link open(
      String name, Hop hop, Optional<Link> before, WireMaker maker, List<String> order) {
    Wire wire = wire(name, hop, before, maker);
    try {
      HostKeyGate gate = new HostKeyGate(trust, hop.hostKeys(), order);
      TransportImpl protocol = handshake(name, hop, wire, gate);
      ConnectionImpl connection = new ConnectionImpl(protocol, config.getKeepAliveProvider());
      connection.setTimeoutMs((int) hop.timeout().toMillis());
      login(name, hop, gate, protocol, connection);
      return new Link(name, hop, before, wire, protocol, connection, timers);
    } catch (TransportException e) {
      wire.cut().run();
      throw before.filter(link -> !link.alive()).map(link -> link.lost("opening", e)).orElse(e);
    }
  }

  private static Wire wire(String name, Hop hop, Optional<Link> before, WireMaker maker) {
    try {
      return maker.open();
    } catch (IOException e) {
      throw new TransportException(
          Reason.UNREACHABLE,
          "Unable to reach "
              + name
              + before.map(link -> " through " + link.name()).orElse("")
              + ": "
              + Failures.reason(e)
              + " (at most "
              + Failures.text(hop.timeout())
              + " were given). Check address, port and route",
          e);
    }
  }

  private TransportImpl handshake(String name, Hop hop, Wire wire, HostKeyGate gate) {
    TransportImpl protocol = new TransportImpl(config);
    protocol.setTimeoutMs((int) hop.timeout().toMillis());
    protocol.addHostKeyVerifier(gate);
    boolean[] late = new boolean[1];
    try (Timers.Alarm _ =
        timers.after(
            hop.timeout(),
            () -> {
              late[0] = true;
              wire.cut().run();
            })) {
      protocol.init(hop.host(), hop.port(), wire.in(), wire.out());
      protocol.doKex();
      return protocol;
    } catch (IOException | IllegalStateException e) {
      Optional<String> refusal = gate.refusal();
      if (refusal.isPresent()) {
        throw new TransportException(
            Reason.HOST_KEY, "Unable to trust " + name + ": " + refusal.get(), e);
      }
      throw new TransportException(
          Reason.UNREACHABLE,
          "Unable to speak SSH with "
              + name
              + ": "
              + (late[0] ? "no answer in " + Failures.text(hop.timeout()) : Failures.reason(e))
              + ". Check that an SSH server listens there",
          e);
    }
  }

  private void login(
      String name, Hop hop, HostKeyGate gate, TransportImpl protocol, ConnectionImpl connection) {
    Login login = new Login(name, user(hop), protocol, connection, hop.timeout());
    try {
      login.run(Attempts.of(hop.credentials(), gate.doubt()));
    } catch (IOException | KeyException e) {
      throw new TransportException(
          Reason.AUTHENTICATION,
          "Unable to log in to "
              + name
              + " as "
              + user(hop)
              + ": the connection ended ("
              + Failures.reason(e)
              + ") after "
              + login.tried()
              + ". A server ends it after too many keys: name one with IdentitiesOnly, or give fewer",
          e);
    }
  }
}
