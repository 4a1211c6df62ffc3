package dev.holdfast.client.proxmox;

import java.util.Optional;

/// One VM in the listing of the whole cluster (`GET /cluster/resources?type=vm`).
///
/// Existence, node and pool are current; name and power lag by up to ten seconds, so the listing
/// never serves to verify a write.
public record ClusterVm(
    VmId id,
    NodeName node,
    Optional<String> name,
    PowerState power,
    boolean template,
    Optional<String> pool,
    Optional<String> tags,
    Optional<String> lock) {}
