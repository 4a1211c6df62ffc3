package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.http.HttpCore;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Resolve;
import dev.holdfast.client.http.WebDownload;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A Proxmox VE cluster; its methods mirror the API's tree.
///
/// One client serves any number of threads and is cheap until its first call. Every call obeys the
/// [CallContext] of its thread. A missing VM is [ProxmoxException.Code#NOT_FOUND], but so is one
/// that lives on another node: ask [#view()] before believing it.
public final class ProxmoxClient implements AutoCloseable {
  private final ProxmoxConfig config;
  private final HttpCore http;
  private final Api api;
  private final ClusterView view;
  private final TasksApi tasks;
  private final Resolve resolve;

  private ProxmoxClient(ProxmoxConfig config, Pacer pacer) {
    this.config = config;
    this.http = new HttpCore(config.trust(), config.proxy());
    Transport anonymous =
        new Transport(
            http,
            new EntryPoints(config.endpoints()),
            Session.anonymous(),
            new NodeGates(config.limits()),
            config.timeouts(),
            pacer);
    Transport proven = anonymous.with(session(config.credentials(), anonymous, pacer));
    this.view = new ClusterView(proven, pacer);
    this.api = request -> forgetting(proven, request);
    this.tasks = new TasksApi(api, pacer, view::forget);
    this.resolve = new Resolve(OutcomeUnknownException.LOST, pacer);
  }

  public static ProxmoxClient open(ProxmoxConfig config) {
    return open(config, Pacer.system());
  }

  /// A client whose waiting goes through the given clock.
  public static ProxmoxClient open(ProxmoxConfig config, Pacer pacer) {
    return new ProxmoxClient(config, pacer);
  }

  /// What the user should be told about the configuration although it works.
  public List<String> warnings() {
    return config.warnings();
  }

  /// Whether root-only options are allowed: a login as root@pam, not a token.
  public boolean root() {
    return config.credentials().root();
  }

  public Version version() {
    JsonNode data = api.get(ApiPath.of("version"));
    return Version.parse(Json.text(data, "version").orElse("0.0"));
  }

  /// The caller's own effective privileges.
  public Permissions permissions() {
    Map<String, Set<String>> byPath = new TreeMap<>();
    api.get(ApiPath.of("access", "permissions"))
        .propertyStream()
        .forEach(entry -> byPath.put(entry.getKey(), Json.fields(entry.getValue()).keySet()));
    return new Permissions(byPath);
  }

  public ClusterApi cluster() {
    return new ClusterApi(api);
  }

  public NodesApi nodes() {
    return new NodesApi(api);
  }

  public NodeApi node(NodeName name) {
    return new NodeApi(api, name);
  }

  public VmApi vm(NodeName node, VmId id) {
    return new VmApi(api, node, id);
  }

  public PoolsApi pools() {
    return new PoolsApi(api);
  }

  public TasksApi tasks() {
    return tasks;
  }

  /// The listings that all callers share.
  public ClusterView view() {
    return view;
  }

  /// Carries out a write exactly once: when its answer is lost, `readBack` tells whether it was
  /// done, and only if not it is sent again.
  public <T> T resolve(Supplier<T> write, Supplier<Finding<T>> readBack) {
    return resolve.run(write, readBack);
  }

  /// Fetches public files by the way that leads to the cluster: through its proxy, if it has one.
  public WebDownload web() {
    return new WebDownload(config.proxy());
  }

  /// Any call of the API, for what this client has no method for; gives the answer's `data`.
  public JsonNode call(ApiRequest request) {
    return api.call(request);
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode forgetting(Api target, ApiRequest request) {
    if (!request.writes()) {
      return target.call(request);
    }
    // Twice: a listing taken while the write ran may show either state.
    view.forget();
    try {
      return target.call(request);
    } finally {
      view.forget();
    }
  }

  private static Session session(Credentials credentials, Api anonymous, Pacer pacer) {
    return switch (credentials) {
      case Credentials.ApiToken token -> Session.of(token);
      case Credentials.Login login -> new TicketSession(anonymous, login, pacer);
    };
  }

  /// The addresses in use, for messages.
  @Override
  public String toString() {
    return config.endpoints().stream()
        .map(URI::toString)
        .collect(Collectors.joining(", ", "Proxmox VE at ", ""));
  }
}
