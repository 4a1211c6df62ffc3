package dev.holdfast.transport;

/// Opens connections. One object serves a whole run and shares what can be shared: agents, parsed
/// configuration, connections to jump hosts.
public interface Transport extends AutoCloseable {
  /// Opens a connection, or throws [TransportException] whose text names the hop that failed.
  Connection open(Target target);

  @Override
  void close();
}
