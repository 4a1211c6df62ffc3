package dev.holdfast.client.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One VM (`/nodes/{node}/qemu/{vmid}`).
///
/// Calls that return a [Upid] have only started work: wait for it with [TasksApi#await].
public final class VmApi {
  private final Api api;
  private final ApiPath path;
  private final VmId id;

  VmApi(Api api, NodeName node, VmId id) {
    this.api = api;
    this.path = ApiPath.of("nodes", node, "qemu", id);
    this.id = id;
  }

  /// The configuration with pending changes merged in.
  public VmConfig config() {
    return VmReaders.config(api.get(path.slash("config")));
  }

  /// The configuration that is in effect.
  public VmConfig currentConfig() {
    return VmReaders.config(
        api.call(ApiRequest.get(path.slash("config"), Params.of("current", "1"))));
  }

  /// Every option with what waits for a restart.
  public List<PendingChange> pending() {
    return api.list(path.slash("pending")).stream().map(VmReaders::pending).toList();
  }

  /// Changes the configuration in a task; preferred, since it outlasts the server's 30 seconds.
  public Upid update(VmUpdate update) {
    return api.task(ApiRequest.post(path.slash("config"), update.params()));
  }

  /// Changes the configuration within the call.
  public void updateNow(VmUpdate update) {
    api.call(ApiRequest.put(path.slash("config"), update.params()));
  }

  /// Drops pending changes of these options.
  public void revert(List<String> keys) {
    api.call(ApiRequest.put(path.slash("config"), Params.of("revert", String.join(",", keys))));
  }

  /// The live state.
  public VmStatus status() {
    return VmReaders.status(id, api.get(path.slash("status", "current")));
  }

  /// Fails in the task when the VM runs already.
  public Upid start() {
    return power("start", Params.none());
  }

  /// Cuts the power.
  ///
  /// @param overruleShutdown aborts a shutdown that is waiting and holds the lock
  public Upid stop(boolean overruleShutdown) {
    Params params = Params.none();
    return power("stop", overruleShutdown ? params.with("overrule-shutdown", true) : params);
  }

  /// Asks the guest to shut down.
  ///
  /// @param forceStop cuts the power when the time is over instead of failing
  public Upid shutdown(Duration timeout, boolean forceStop) {
    Params params = Params.none().with("timeout", timeout.toSeconds());
    return power("shutdown", forceStop ? params.with("forceStop", true) : params);
  }

  /// Shuts down and starts again, which applies pending changes; a stopped VM is refused.
  public Upid reboot(Duration timeout) {
    return power("reboot", Params.none().with("timeout", timeout.toSeconds()));
  }

  public Upid reset() {
    return power("reset", Params.none());
  }

  public Upid suspend(boolean toDisk) {
    return power("suspend", toDisk ? Params.none().with("todisk", true) : Params.none());
  }

  public Upid resume() {
    return power("resume", Params.none());
  }

  private Upid power(String action, Params params) {
    return api.task(ApiRequest.post(path.slash("status", action), params));
  }

  /// Clones to a new id; the options are those of `POST .../clone` (`name`, `full`, `storage` …).
  public Upid cloneTo(VmId newId, Params options) {
    Params params = Params.none().with("newid", newId.number()).and(options);
    return api.task(ApiRequest.post(path.slash("clone"), params));
  }

  /// Resizes a disk to `32G`, or by `+4G`; shrinking fails in the task. Servers before 8 do the
  /// work within the call.
  public Optional<Upid> resize(String disk, String size, Optional<String> digest) {
    Params params = Params.of("disk", disk).with("size", size).with("digest", digest);
    return api.maybeTask(ApiRequest.put(path.slash("resize"), params));
  }

  /// Moves a disk; the options are those of `POST .../move_disk` (`storage`, `delete`, `format` …).
  public Upid moveDisk(String disk, Params options) {
    return api.task(ApiRequest.post(path.slash("move_disk"), Params.of("disk", disk).and(options)));
  }

  /// Detaches disks; `force` destroys their volumes.
  public void unlink(List<String> disks, boolean force) {
    Params params = Params.of("idlist", String.join(",", disks));
    api.call(ApiRequest.put(path.slash("unlink"), force ? params.with("force", true) : params));
  }

  /// Converts to a template.
  public Optional<Upid> template() {
    return api.maybeTask(ApiRequest.post(path.slash("template"), Params.none()));
  }

  /// Moves to another node; the options are those of `POST .../migrate` (`online` …).
  public Upid migrate(NodeName target, Params options) {
    return api.task(
        ApiRequest.post(path.slash("migrate"), Params.of("target", target.text()).and(options)));
  }

  /// Destroys the VM and its disks.
  ///
  /// @param purge also removes it from backup jobs, replication and high availability
  public Upid delete(boolean purge, boolean destroyUnreferencedDisks) {
    Params params =
        Params.none()
            .with("purge", purge)
            .with("destroy-unreferenced-disks", destroyUnreferencedDisks);
    return api.task(ApiRequest.delete(path, params));
  }

  /// Whether `snapshot`, `clone` or `copy` is possible, and on which nodes.
  public FeatureCheck feature(String feature) {
    var data = api.call(ApiRequest.get(path.slash("feature"), Params.of("feature", feature)));
    return new FeatureCheck(
        Json.flag(data, "hasFeature"),
        Json.elements(data.path("nodes")).stream()
            .map(Json::text)
            .map(NodeName::new)
            .collect(Collectors.toList()));
  }

  /// Writes the cloud-init drive anew from the configuration.
  public void regenerateCloudInit() {
    api.call(ApiRequest.put(path.slash("cloudinit"), Params.none()));
  }

  public SnapshotsApi snapshots() {
    return new SnapshotsApi(api, path.slash("snapshot"));
  }

  public AgentApi agent() {
    return new AgentApi(api, path.slash("agent"));
  }
}
