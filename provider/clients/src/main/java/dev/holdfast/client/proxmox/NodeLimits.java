package dev.holdfast.client.proxmox;

/// How many calls go to one node at a time.
///
/// Each daemon of a node has three workers by default, and a call to a dead guest agent blocks one
/// for seconds, hence one agent call at a time.
public record NodeLimits(int reads, int writes, int agents) {
  public NodeLimits {
    if (reads < 1 || writes < 1 || agents < 1) {
      throw new IllegalArgumentException("At least one call of a kind must be possible at a time.");
    }
  }

  public static NodeLimits defaults() {
    return new NodeLimits(4, 2, 1);
  }
}
