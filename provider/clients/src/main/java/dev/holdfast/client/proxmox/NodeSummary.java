package dev.holdfast.client.proxmox;

import java.util.Optional;

/// One node in the list of nodes (`GET /nodes`).
///
/// @param fingerprint the SHA-256 of the node's certificate
public record NodeSummary(NodeName name, boolean online, Optional<String> fingerprint) {}
