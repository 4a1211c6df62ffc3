package dev.holdfast.client.proxmox;

import java.util.List;

/// A task that succeeded, with the warnings it left in its log.
public record TaskResult(Upid upid, List<String> warnings) {
  public TaskResult {
    warnings = List.copyOf(warnings);
  }
}
