package dev.holdfast.client.proxmox;

import dev.holdfast.client.proxmox.format.Size;
import java.util.Optional;

/// A volume on a storage (`GET /nodes/{node}/storage/{storage}/content`).
///
/// @param parent the base volume of a linked clone, in words of the storage's own
public record StorageVolume(
    String id,
    String content,
    Optional<String> format,
    Optional<Size> size,
    Optional<VmId> owner,
    Optional<String> parent) {}
