package dev.holdfast.resources.settings;

/// What a configured provider hands to its resources.
public record Clients(Section<ProxmoxAccess> proxmox, Section<NetmakerAccess> netmaker) {}
