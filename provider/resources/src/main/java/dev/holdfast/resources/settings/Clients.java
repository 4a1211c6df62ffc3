package dev.holdfast.resources.settings;

import dev.holdfast.resources.ssh.SshAccess;

/// What a configured provider hands to its resources.
public record Clients(
    Section<ProxmoxAccess> proxmox, Section<NetmakerAccess> netmaker, SshAccess ssh) {}
