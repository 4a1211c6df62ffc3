package dev.holdfast.client.netmaker;

import java.util.Optional;

/// Policies of who reaches whom (`/api/v1/acls`).
public final class AccessPoliciesApi {
  private static final String PATH = NetmakerCall.path("api", "v1", "acls");

  private final Api api;

  AccessPoliciesApi(Api api) {
    this.api = api;
  }

  /// The policy that lets all nodes of a network reach one another.
  public Optional<AccessPolicy> allNodes(String network) {
    return api.list(NetmakerCall.query(PATH, "network", network)).stream()
        .map(AccessPolicy::new)
        .filter(policy -> policy.id().equals(network + ".all-nodes"))
        .findFirst();
  }

  /// Switches a policy on or off; nothing else of a default one can be changed.
  public void enable(AccessPolicy policy, boolean enabled) {
    api.call(NetmakerCall.put(PATH, policy.fields().with("enabled", enabled)));
  }
}
