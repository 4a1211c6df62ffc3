package dev.holdfast.client.netmaker;

import java.util.List;

/// Ranges outside of a network that nodes of it route to (`/api/v1/egress`).
///
/// The older calls at a node (`creategateway`) answer 200 and store nothing on every server that
/// this client speaks to.
public final class EgressApi {
  private static final String PATH = NetmakerCall.path("api", "v1", "egress");

  private final Api api;

  EgressApi(Api api) {
    this.api = api;
  }

  public List<Egress> list(String network) {
    return api.list(NetmakerCall.query(PATH, "network", network)).stream()
        .map(Egress::new)
        .toList();
  }

  public Egress create(Egress wanted) {
    return new Egress(api.fields(NetmakerCall.post(PATH, wanted.fields())));
  }

  /// Replaces it: a `status` or `nat` that is left out is switched off.
  public Egress update(Egress changed) {
    return new Egress(api.fields(NetmakerCall.put(PATH, changed.fields())));
  }

  /// Deletes it, and takes it out of policies: those left without a destination go with it.
  public void delete(String id) {
    api.call(NetmakerCall.delete(NetmakerCall.query(PATH, "id", id)));
  }
}
