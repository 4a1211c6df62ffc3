package dev.holdfast.transport;

/// Starts persistent shells; the seam by which connections get them without knowing how they work.
public interface ShellOpener {
  /// A new shell of a user, over a channel of its own.
  ///
  /// @throws TransportException when the way is lost or the become program refuses
  Shell open(Channels channels, Become become);
}
