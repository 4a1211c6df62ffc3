package dev.holdfast.client.netmaker;

import java.util.List;
import java.util.function.Supplier;

/// Machines and the networks that they are in (`/api/hosts`).
public final class HostsApi {
  private final Api api;
  private final Supplier<Wire> wire;

  HostsApi(Api api, Supplier<Wire> wire) {
    this.api = api;
    this.wire = wire;
  }

  public List<Host> list() {
    return api.list(NetmakerCall.path("api", "hosts")).stream().map(Host::new).toList();
  }

  /// Replaces the settings: flags as sent, while empty texts and zeros keep what was there.
  public Host update(Host changed) {
    return new Host(
        api.fields(
            NetmakerCall.put(NetmakerCall.path("api", "hosts", changed.id()), changed.fields())));
  }

  /// Removes the host and, with `force`, its nodes.
  public void delete(String id, boolean force) {
    String path = wire.get().hostDeletion(id);
    api.call(NetmakerCall.delete(force ? NetmakerCall.query(path, "force", "true") : path));
  }

  /// Puts the host into a network; its node appears a little later.
  public void join(String id, String network) {
    api.call(NetmakerCall.post(membership(id, network), Fields.none()));
  }

  /// Takes the host out of a network.
  ///
  /// @param force removes a node record that is stale, too
  public void leave(String id, String network, boolean force) {
    String path = membership(id, network);
    api.call(NetmakerCall.delete(force ? NetmakerCall.query(path, "force", "true") : path));
  }

  private static String membership(String id, String network) {
    return NetmakerCall.path("api", "hosts", id, "networks", network);
  }
}
