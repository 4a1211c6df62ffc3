package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.http.ArmedFaults;
import dev.holdfast.simulator.http.CertificateAuthority;
import dev.holdfast.simulator.http.ConnectionPolicy;
import dev.holdfast.simulator.http.HttpServer;
import dev.holdfast.simulator.http.ServerIdentity;
import dev.holdfast.simulator.http.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// A simulated Netmaker server that listens on loopback with TLS, as if behind its proxy.
///
/// Everything that a test may do besides the API is here: users and tokens, faults, what was asked
/// ([#requests]), what is really there, and changes behind the client's back.
public final class NetmakerSimulator implements AutoCloseable {

  private final NetmakerOptions options;
  private final World world;
  private final ArmedFaults<Fault> faults = new ArmedFaults<>();
  private final RequestLog log = new RequestLog();
  private final CertificateAuthority authority;
  private final ServerIdentity identity;
  private final HttpServer server;

  private NetmakerSimulator(NetmakerOptions options) {
    this.options = options;
    this.world = new World(options);
    this.authority = CertificateAuthority.create("Netmaker simulator CA");
    this.identity =
        authority.issue(
            "api.netmaker.example",
            List.of("api.netmaker.example", "localhost"),
            List.of(InetAddress.getLoopbackAddress()));
    this.server = HttpServer.start(settings(), new Dispatcher(world, faults, log)::handle);
    world.accounts.addUser("admin", "secret");
  }

  /// Starts a server; its super-admin is `admin` with the password `secret`.
  public static NetmakerSimulator start(NetmakerOptions options) {
    return new NetmakerSimulator(options);
  }

  private ServerSettings settings() {
    return new ServerSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()),
        new ServerSettings.Transport.Tls(identity.sslContext()),
        ConnectionPolicy.apiDaemon((_, _) -> false).keepingIdle(),
        "Caddy",
        options.clock());
  }

  public URI endpoint() {
    return server.uri();
  }

  /// SHA-256 of the certificate.
  public String fingerprint() {
    return identity.fingerprint();
  }

  /// The certificate of the authority.
  public String caPem() {
    return authority.certificatePem();
  }

  /// The time the server lives in.
  public SimulatorClock clock() {
    return options.clock();
  }

  public String masterKey() {
    return world.accounts.masterKey();
  }

  public void addUser(String name, String password) {
    locked(() -> {
      world.accounts.addUser(name, password);
      return true;
    });
  }

  /// A new access token of the super-admin, good for a year.
  public String accessToken() {
    return locked(
        () -> world.accounts.accessToken("admin", world.now().plus(Duration.ofDays(365))));
  }

  /// Makes every token that came from a login worthless.
  public void expireLogins() {
    locked(() -> {
      world.accounts.expireLogins();
      return true;
    });
  }

  /// The faults of this server.
  public ArmedFaults<Fault> faults() {
    return faults;
  }

  /// Lets the next request of a kind go wrong.
  public void failNext(String method, String path, Fault fault) {
    faults.add(method, path, 1, fault);
  }

  /// What was asked so far, in order of the answers.
  public List<RecordedRequest> requests() {
    return log.all();
  }

  /// How often each call was made.
  public Map<String, Integer> requestCounts() {
    return log.counts();
  }

  /// Forgets what was asked so far.
  public void clearRequests() {
    log.clear();
  }

  /// What went wrong inside the simulator itself; a test should find it empty.
  public List<Throwable> failures() {
    return server.failures();
  }

  /// All networks by name, in the form of 1.5.1 whatever era is played.
  public Map<String, ObjectNode> networks() {
    return locked(() -> copied(world.networks));
  }

  /// All keys by name.
  public Map<String, ObjectNode> keys() {
    return locked(() ->
        world.keys.values().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    key -> Json.list(key, "tags").getFirst(),
                    ObjectNode::deepCopy,
                    (one, _) -> one,
                    java.util.TreeMap::new)));
  }

  /// All hosts by id.
  public Map<String, ObjectNode> hosts() {
    return locked(() -> copied(world.hosts));
  }

  /// The nodes of a network.
  public List<ObjectNode> nodes(String network) {
    return locked(() -> world.nodesOf(network).stream().map(ObjectNode::deepCopy).toList());
  }

  /// All egress by id.
  public Map<String, ObjectNode> egress() {
    return locked(() -> copied(world.egress));
  }

  /// A policy, if there is one.
  public Optional<ObjectNode> policy(String id) {
    return locked(() -> Optional.ofNullable(world.policies.get(id)).map(ObjectNode::deepCopy));
  }

  /// The hosts that wait for approval, by request.
  public Map<String, ObjectNode> pending() {
    return locked(() -> copied(world.pending));
  }

  /// What changes the server without the API.
  public NetmakerLab lab() {
    return new NetmakerLab(world);
  }

  /// A machine with the client on it that has not registered yet.
  public FakeNetclient client(String name) {
    return new FakeNetclient(endpoint(), authority.trustingContext(), name);
  }

  /// Cuts every open connection.
  public void cutConnections() {
    server.cutConnections();
  }

  /// Stops listening.
  @Override
  public void close() {
    server.close();
  }

  private static Map<String, ObjectNode> copied(Map<String, ObjectNode> documents) {
    Map<String, ObjectNode> copies = new java.util.TreeMap<>();
    documents.forEach((id, document) -> copies.put(id, document.deepCopy()));
    return copies;
  }

  private <T> T locked(Supplier<T> action) {
    world.guard.lock();
    try {
      return action.get();
    } finally {
      world.guard.unlock();
    }
  }
}
