package dev.holdfast.client.proxmox;

import java.time.Duration;
import java.util.Optional;

/// The live state of a VM (`GET /nodes/{node}/qemu` and `.../status/current`).
///
/// @param name what the server shows, which is `VM 411` for a machine without a name
/// @param qmpStatus the state inside QEMU (`running`, `paused` …)
/// @param lock the lock attribute of the configuration
/// @param haState the state wanted by high availability; only `status/current` has it
public record VmStatus(
    VmId id,
    String name,
    PowerState power,
    Optional<String> qmpStatus,
    Optional<String> lock,
    boolean template,
    Optional<String> tags,
    Duration uptime,
    Optional<String> haState) {}
