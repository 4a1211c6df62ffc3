package dev.holdfast.client.proxmox;

/// Whether a guest's process exists; a suspended machine counts as running.
public enum PowerState {
  RUNNING,
  STOPPED,
  /// The cluster's statistics do not say, as for a few seconds after a create.
  UNKNOWN;

  static PowerState parse(String text) {
    return switch (text) {
      case "running" -> RUNNING;
      case "stopped" -> STOPPED;
      default -> UNKNOWN;
    };
  }
}
