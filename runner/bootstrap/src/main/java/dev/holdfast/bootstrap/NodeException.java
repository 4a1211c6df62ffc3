package dev.holdfast.bootstrap;

/// Why a machine is not what it was to be, in a text for the person who asked for it.
public final class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The kinds of trouble.
  public enum Kind {
    /// The machine, or every control plane of the cluster, cannot be reached.
    UNREACHABLE,
    /// A task failed.
    FAILED,
    /// What is there must not be touched, or what is wanted cannot be.
    REFUSED,
    /// Whoever asked for it stopped it.
    STOPPED
  }

  private final Kind kind;

  NodeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static NodeException refused(String message) {
    return new NodeException(Kind.REFUSED, message);
  }

  public Kind kind() {
    return kind;
  }
}
