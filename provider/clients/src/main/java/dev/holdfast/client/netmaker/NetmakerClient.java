package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.http.HttpCore;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Resolve;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.NetmakerException.Code;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A Netmaker server; its methods mirror the API's tree.
///
/// One client serves any number of threads and is cheap until its first call, which asks for the
/// server's version: that picks the [Wire] of its era.
public final class NetmakerClient implements AutoCloseable {
  private final NetmakerConfig config;
  private final HttpCore http;
  private final Api anonymous;
  private final Api api;
  private final NetmakerView view;
  private final Resolve resolve;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<ServerStatus> status = Optional.empty();

  private NetmakerClient(NetmakerConfig config, Pacer pacer) {
    this.config = config;
    this.http = new HttpCore(config.trust(), config.proxy());
    Transport open = new Transport(http, config, Session.anonymous(), pacer);
    this.anonymous = open;
    Transport proven = open.with(session(config.credentials(), open));
    this.api = call -> forgetting(proven, call);
    this.view = new NetmakerView(this, pacer);
    this.resolve = new Resolve(NetmakerException.LOST, pacer);
  }

  public static NetmakerClient open(NetmakerConfig config) {
    return open(config, Pacer.system());
  }

  /// A client whose waiting goes through the given clock.
  public static NetmakerClient open(NetmakerConfig config, Pacer pacer) {
    return new NetmakerClient(config, pacer);
  }

  /// What the server says about itself, asked once; needs no credentials.
  public ServerStatus status() {
    lock.lock();
    try {
      if (status.isEmpty()) {
        NetmakerCall call = NetmakerCall.get(NetmakerCall.path("api", "server", "status"));
        status = Optional.of(ServerStatus.of(anonymous.fields(call)));
      }
      return status.get();
    } finally {
      lock.unlock();
    }
  }

  public NetworksApi networks() {
    return new NetworksApi(api, this::wire);
  }

  public EnrollmentKeysApi keys() {
    return new EnrollmentKeysApi(api);
  }

  public HostsApi hosts() {
    return new HostsApi(api, this::wire);
  }

  public NodesApi nodes() {
    return new NodesApi(api);
  }

  public EgressApi egress() {
    return new EgressApi(api);
  }

  public AccessPoliciesApi policies() {
    return new AccessPoliciesApi(api);
  }

  /// The listings that all callers share.
  public NetmakerView view() {
    return view;
  }

  /// Carries out a write exactly once: when its answer is lost, `readBack` tells whether it was
  /// done, and only if not it is sent again.
  public <T> T resolve(Supplier<T> write, Supplier<Finding<T>> readBack) {
    return resolve.run(write, readBack);
  }

  /// What the user should be told about the configuration although it works.
  public List<String> warnings() {
    return config.warnings();
  }

  @Override
  public void close() {
    http.close();
  }

  private Wire wire() {
    return Wire.of(status());
  }

  private JsonNode forgetting(Api target, NetmakerCall call) {
    // A server that is too old is told at the first call, whatever that is.
    wire();
    if (call.effect() == NetmakerCall.Effect.READS) {
      return target.call(call);
    }
    // Twice: a listing taken while the write ran may show either state.
    view.forget();
    try {
      return target.call(call);
    } finally {
      view.forget();
    }
  }

  private static Session session(Credentials credentials, Api anonymous) {
    return switch (credentials) {
      case Credentials.AccessToken(Secret token) -> Session.of(token);
      case Credentials.MasterKey(Secret key) -> Session.of(key);
      case Credentials.Login login -> new Session.LoggedIn(() -> login(login, anonymous));
    };
  }

  private static Secret login(Credentials.Login login, Api anonymous) {
    Fields answer =
        anonymous.fields(
            new NetmakerCall(
                "POST",
                NetmakerCall.path("api", "users", "adm", "authenticate"),
                Optional.of(
                    Fields.none()
                        .with("username", login.user())
                        .with("password", login.password().reveal())),
                NetmakerCall.Effect.REPEATABLE));
    return answer.text("AuthToken").map(Secret::of).orElseThrow(() -> noToken(login, answer));
  }

  private static NetmakerException noToken(Credentials.Login login, Fields answer) {
    boolean secondFactor = answer.has("PreAuthToken") || answer.has("pre_auth_token");
    return NetmakerException.unexecuted(
        Code.AUTHENTICATION,
        secondFactor
            ? "The account of %s needs a second factor. Use an access token instead."
                .formatted(login.user())
            : "The login of %s gave no token.".formatted(login.user()));
  }

  /// The address in use, for messages.
  @Override
  public String toString() {
    return "Netmaker at " + config.endpoint();
  }
}
