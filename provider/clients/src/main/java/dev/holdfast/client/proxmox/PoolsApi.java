package dev.holdfast.client.proxmox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Resource pools (`/pools`).
public final class PoolsApi {
  private static final ApiPath PATH = ApiPath.of("pools");

  private final Api api;

  PoolsApi(Api api) {
    this.api = api;
  }

  /// The names of all pools.
  public List<String> list() {
    return api.list(PATH).stream()
        .map(item -> Json.text(item, "poolid"))
        .flatMap(Optional::stream)
        .toList();
  }

  /// A pool with its members; a missing one is [ProxmoxException.Code#NOT_FOUND].
  public Pool get(String id) {
    List<JsonNode> found = api.list(PATH, Params.of("poolid", id));
    if (found.isEmpty()) {
      throw ErrorTexts.notFound("pool '%s' does not exist".formatted(id));
    }
    JsonNode pool = found.getFirst();
    List<JsonNode> members = Json.elements(pool.path("members"));
    return new Pool(
        id,
        Json.text(pool, "comment"),
        members.stream().map(item -> Json.vmId(item, "vmid")).flatMap(Optional::stream).toList(),
        members.stream()
            .filter(item -> Json.text(item, "type").equals(Optional.of("storage")))
            .map(item -> Json.text(item, "storage"))
            .flatMap(Optional::stream)
            .toList());
  }

  public void create(String id, Optional<String> comment) {
    api.call(ApiRequest.post(PATH, Params.of("poolid", id).with("comment", comment)));
  }

  public void comment(String id, String comment) {
    api.call(ApiRequest.put(PATH, Params.of("poolid", id).with("comment", comment)));
  }

  /// Adds VMs; one that is a member already makes the server refuse the whole call.
  ///
  /// @param move takes them out of another pool
  public void add(String id, Collection<VmId> vms, boolean move) {
    Params params = Params.of("poolid", id).with("vms", joined(vms));
    api.call(ApiRequest.put(PATH, move ? params.with("allow-move", true) : params));
  }

  public void remove(String id, Collection<VmId> vms) {
    api.call(
        ApiRequest.put(
            PATH, Params.of("poolid", id).with("vms", joined(vms)).with("delete", true)));
  }

  /// Deletes an empty pool.
  public void delete(String id) {
    api.call(ApiRequest.delete(PATH, Params.of("poolid", id)));
  }

  private static String joined(Collection<VmId> vms) {
    return vms.stream().map(VmId::toString).collect(Collectors.joining(","));
  }
}
