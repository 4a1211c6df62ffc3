package dev.holdfast.resources.settings;

import java.util.Optional;

/// What a configured provider hands to its resources; a family that is not configured is empty.
public record Clients(Optional<ProxmoxAccess> proxmox) {}
