package dev.holdfast.client.proxmox;

import java.time.Instant;
import java.util.Optional;

/// A snapshot of a VM (`GET /nodes/{node}/qemu/{vmid}/snapshot`).
public record Snapshot(
    String name,
    Optional<String> description,
    Optional<String> parent,
    Optional<Instant> taken,
    boolean withMemory) {}
