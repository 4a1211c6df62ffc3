package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.clock.VirtualClock;
import dev.holdfast.simulator.http.CertificateAuthority;
import dev.holdfast.simulator.http.ConnectionPolicy;
import dev.holdfast.simulator.http.HttpServer;
import dev.holdfast.simulator.http.ServerIdentity;
import dev.holdfast.simulator.http.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A simulated Proxmox VE cluster that listens on loopback with TLS, one address per node.
///
/// Everything that a test may do besides the API is here: users and tokens, faults, what was asked
/// ([#requests]), what is really there ([#vm], [#volumes]), and changes behind the client's back
/// through [#lab].
public final class ProxmoxSimulator implements AutoCloseable {

  private static final String SERVER = "pve-api-daemon/3.0";

  private static final Pattern UPLOAD = Pattern.compile(".*/storage/[^/]+/upload");

  private final ProxmoxOptions options;
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final World world;
  private final CertificateAuthority authority;
  private final Map<String, HttpServer> servers = new LinkedHashMap<>();
  private final Map<String, ServerIdentity> identities = new LinkedHashMap<>();

  private ProxmoxSimulator(ProxmoxOptions options) {
    this.options = options;
    this.world = new World(options, faults);
    this.authority = CertificateAuthority.create("PVE Cluster Manager CA");
    world.accounts.addUser(Caller.ROOT, new Secret("secret"), Optional.empty());
  }

  /// Starts a cluster; `root@pam` has the password `secret`.
  public static ProxmoxSimulator start(ProxmoxOptions options) {
    ProxmoxSimulator simulator = new ProxmoxSimulator(options);
    int number = 0;
    for (String node : options.nodes()) {
      simulator.listen(node, options.port() == 0 ? 0 : options.port() + number);
      number++;
    }
    return simulator;
  }

  private void listen(String node, int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerIdentity identity =
        authority.issue(node, List.of("localhost", node), List.of(loopback, ipv6Loopback()));
    Dispatcher dispatcher = new Dispatcher(world, log);
    ConnectionPolicy policy =
        ConnectionPolicy.apiDaemon(
            (method, path) -> method.equals("POST") && UPLOAD.matcher(path).matches());
    ServerSettings settings =
        new ServerSettings(
            new InetSocketAddress(loopback, port),
            new ServerSettings.Transport.Tls(identity.sslContext()),
            ownTime(options.clock()) ? policy.keepingIdle() : policy,
            SERVER,
            options.clock());
    identities.put(node, identity);
    world.node(node).fingerprint(identity.fingerprint());
    servers.put(node, HttpServer.start(settings, request -> dispatcher.handle(node, request)));
  }

  /// Whether the time of the cluster is not that of the network: a peer that is quick by its own
  /// clock may then seem silent, even during its TLS handshake.
  private static boolean ownTime(SimulatorClock clock) {
    return clock instanceof VirtualClock || (clock instanceof RealClock real && real.hurried());
  }

  private static InetAddress ipv6Loopback() {
    try {
      return InetAddress.getByName("::1");
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first node's address, `https://127.0.0.1:PORT`.
  public URI endpoint() {
    return endpoints().values().iterator().next();
  }

  /// The address of every node.
  public Map<String, URI> endpoints() {
    Map<String, URI> endpoints = new LinkedHashMap<>();
    servers.forEach((node, server) -> endpoints.put(node, server.uri()));
    return endpoints;
  }

  /// SHA-256 of the first node's certificate, as Proxmox prints it.
  public String fingerprint() {
    return fingerprint(options.nodes().getFirst());
  }

  /// SHA-256 of a node's certificate.
  public String fingerprint(String node) {
    return Optional.ofNullable(identities.get(node)).orElseThrow().fingerprint();
  }

  /// The certificate of the cluster's authority.
  public String caPem() {
    return authority.certificatePem();
  }

  /// The time the cluster lives in.
  public SimulatorClock clock() {
    return options.clock();
  }

  /// Adds a user, `name@realm`.
  public void addUser(String user, String password) {
    locked(() -> world.accounts.addUser(user, new Secret(password), Optional.empty()));
  }

  /// Adds a user who must answer a login with a second factor.
  public void addUser(String user, String password, String secondFactor) {
    locked(() ->
        world.accounts.addUser(user, new Secret(password), Optional.of(new Secret(secondFactor))));
  }

  /// Adds a token of `user` and answers what an `Authorization` header says after `PVEAPIToken=`.
  ///
  /// A separated token has no more than it is granted itself; another one has all of its user's.
  public String addToken(String user, String name, boolean separated) {
    String secret = locked(world::newUuid);
    locked(() -> world.accounts.addToken(user + "!" + name, new Secret(secret), separated));
    return user + "!" + name + "=" + secret;
  }

  /// Grants privileges on a path and below it to a user or token (`user@realm!name`).
  public void grant(String path, String who, String... privileges) {
    locked(() -> world.accounts.grant(path, who, Set.of(privileges), true));
  }

  /// Takes back what was granted on a path.
  public void revoke(String path, String who) {
    locked(() -> world.accounts.revoke(path, who));
  }

  /// The faults of this cluster.
  public Faults faults() {
    return faults;
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
    return servers.values().stream().flatMap(s -> s.failures().stream()).toList();
  }

  /// Cuts every open connection.
  public void cutConnections() {
    servers.values().forEach(HttpServer::cutConnections);
  }

  /// A machine as it really is, if there is one.
  public Optional<VmState> vm(int id) {
    return locked(() -> Optional.ofNullable(world.vms.get(id)).map(vm -> VmState.of(world, vm)));
  }

  /// All machines as they really are.
  public List<VmState> vms() {
    return locked(() -> world.vms.values().stream().map(vm -> VmState.of(world, vm)).toList());
  }

  /// The ids of all volumes that a node sees.
  public List<String> volumes(String node) {
    return locked(() -> {
      List<String> ids = new ArrayList<>();
      for (Storage storage : world.storages.values()) {
        storage.volumes(node).keySet().forEach(name -> ids.add(storage.name() + ":" + name));
      }
      return ids;
    });
  }

  /// The first boots of guests that found a disk for cloud-init.
  public List<SeedRun> seedRuns() {
    return locked(() -> List.copyOf(world.seedRuns));
  }

  /// The ids of tasks that are not finished.
  public List<String> runningTasks() {
    return locked(() -> world.tasks.running().stream().map(Task::upid).toList());
  }

  /// What changes the cluster without the API.
  public Lab lab() {
    return new Lab(world);
  }

  /// Stops listening.
  @Override
  public void close() {
    servers.values().forEach(HttpServer::close);
  }

  private void locked(Runnable action) {
    locked(() -> {
      action.run();
      return true;
    });
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
