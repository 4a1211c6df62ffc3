package dev.holdfast.client.netmaker;

import java.util.List;

/// The nodes of a network (`/api/nodes`).
public final class NodesApi {
  private final Api api;

  NodesApi(Api api) {
    this.api = api;
  }

  /// The nodes of a network, without its static clients.
  public List<Node> list(String network) {
    return api.list(NetmakerCall.path("api", "nodes", network)).stream()
        .map(Node::new)
        .filter(Node::real)
        .toList();
  }

  /// Replaces the node: start from a listed one. Addresses carry a prefix length.
  public Node update(Node changed) {
    return new Node(
        api.fields(
            NetmakerCall.put(
                NetmakerCall.path("api", "nodes", changed.network(), changed.id()),
                changed.fields())));
  }
}
