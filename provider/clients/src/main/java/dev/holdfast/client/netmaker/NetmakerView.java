package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Kept;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.netmaker.NetmakerException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The listings that all callers share: the API can hardly read one thing, so everything is found
/// in lists, and every list is asked for once.
///
/// They are thrown away by every write of this client.
public final class NetmakerView {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final NetmakerClient client;
  private final Pacer pacer;
  private final Kept<List<Network>> networks;
  private final Kept<List<EnrollmentKey>> keys;
  private final Kept<List<Host>> hosts;
  private final Map<String, Kept<List<Node>>> nodes = new ConcurrentHashMap<>();
  private final Map<String, Kept<List<Egress>>> egress = new ConcurrentHashMap<>();
  private final Map<String, Kept<Optional<AccessPolicy>>> policies = new ConcurrentHashMap<>();

  NetmakerView(NetmakerClient client, Pacer pacer) {
    this.client = client;
    this.pacer = pacer;
    this.networks = kept(() -> client.networks().list());
    this.keys = kept(() -> client.keys().list());
    this.hosts = kept(() -> client.hosts().list());
  }

  public List<Network> networks() {
    return networks.within(LIFE);
  }

  public Optional<Network> network(String name) {
    return networks().stream().filter(network -> network.name().equals(name)).findFirst();
  }

  public List<EnrollmentKey> keys() {
    return keys.within(LIFE);
  }

  public Optional<EnrollmentKey> key(String name) {
    return keys().stream().filter(key -> key.name().equals(name)).findFirst();
  }

  public List<Host> hosts() {
    return hosts.within(LIFE);
  }

  public Optional<Host> host(String id) {
    return hosts().stream().filter(host -> host.id().equals(id)).findFirst();
  }

  /// The nodes of a network; none where it does not exist.
  public List<Node> nodes(String network) {
    return nodes
        .computeIfAbsent(network, name -> kept(() -> client.nodes().list(name)))
        .within(LIFE);
  }

  public Optional<Node> node(String network, String hostId) {
    return nodes(network).stream().filter(node -> node.hostId().equals(hostId)).findFirst();
  }

  /// The egress of a network; none where it does not exist.
  public List<Egress> egress(String network) {
    return egress
        .computeIfAbsent(network, name -> kept(() -> client.egress().list(name)))
        .within(LIFE);
  }

  /// The policy that lets all nodes of a network reach one another.
  public Optional<AccessPolicy> allNodes(String network) {
    return policies
        .computeIfAbsent(network, name -> kept(() -> client.policies().allNodes(name)))
        .within(LIFE);
  }

  /// Throws everything away.
  public void forget() {
    networks.forget();
    keys.forget();
    hosts.forget();
    nodes.values().forEach(Kept::forget);
    egress.values().forEach(Kept::forget);
    policies.values().forEach(Kept::forget);
  }

  private <T> Kept<T> kept(Supplier<T> source) {
    return new Kept<>(
        source, failure -> failure instanceof NetmakerException e && e.is(Code.UNREACHABLE), pacer);
  }
}
