package dev.holdfast.client.netmaker;

import java.util.List;
import java.util.function.Supplier;

/// Networks (`/api/networks`).
public final class NetworksApi {
  private static final String PATH = NetmakerCall.path("api", "networks");

  private final Api api;
  private final Supplier<Wire> wire;

  NetworksApi(Api api, Supplier<Wire> wire) {
    this.api = api;
    this.wire = wire;
  }

  public List<Network> list() {
    Wire era = wire.get();
    return api.list(PATH).stream().map(fields -> new Network(era.network(fields))).toList();
  }

  /// Makes a network; the server adds a default key, two default policies and a nameserver.
  public Network create(Network wanted) {
    Wire era = wire.get();
    return new Network(
        era.network(api.fields(NetmakerCall.post(PATH, era.networkBody(wanted.fields())))));
  }

  /// Replaces the network; the server stores the settings of joining, removing and virtual NAT
  /// only.
  public Network update(Network changed) {
    Wire era = wire.get();
    String path = NetmakerCall.path("api", "networks", changed.name());
    return new Network(
        era.network(api.fields(NetmakerCall.put(path, era.networkBody(changed.fields())))));
  }

  /// Deletes the network **with all its nodes**, at once and without asking.
  public void delete(String name) {
    api.call(NetmakerCall.delete(NetmakerCall.path("api", "networks", name)));
  }
}
