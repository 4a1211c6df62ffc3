package dev.holdfast.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every call's handler, by verb and path.
final class Handlers {

  private Handlers() {}

  static Map<String, Request.Handler> all() {
    Map<String, Request.Handler> all = new LinkedHashMap<>();
    all.putAll(AccessCalls.HANDLERS);
    all.putAll(UserCalls.HANDLERS);
    all.putAll(ClusterCalls.HANDLERS);
    all.putAll(HaCalls.HANDLERS);
    all.putAll(NodeCalls.HANDLERS);
    all.putAll(PoolCalls.HANDLERS);
    all.putAll(TaskCalls.HANDLERS);
    all.putAll(StorageCalls.HANDLERS);
    all.putAll(StorageSetup.HANDLERS);
    all.putAll(VmCalls.HANDLERS);
    all.putAll(CreateCalls.HANDLERS);
    all.putAll(ConfigCalls.HANDLERS);
    all.putAll(PowerCalls.HANDLERS);
    all.putAll(DiskCalls.HANDLERS);
    all.putAll(CloneCalls.HANDLERS);
    all.putAll(Templates.HANDLERS);
    all.putAll(MigrateCalls.HANDLERS);
    all.putAll(SnapshotCalls.HANDLERS);
    all.putAll(CloudInitCalls.HANDLERS);
    all.putAll(AgentCalls.HANDLERS);
    all.putAll(MachineTools.HANDLERS);
    all.putAll(FirewallRules.HANDLERS);
    return all;
  }

  static Map<String, Request.UploadHandler> uploads() {
    return Map.of("POST /nodes/{node}/storage/{storage}/upload", Uploads::upload);
  }
}
