package dev.holdfast.client.proxmox;

/// One task in a node's list (`GET /nodes/{node}/tasks`).
public record TaskSummary(Upid upid, TaskStatus status) {}
