package dev.holdfast.transport;

/// The small seam under [Connection]: a way to one machine on which commands can be started.
public interface Channels extends AutoCloseable {
  /// Starts a command line as the login shell of the machine takes it.
  ///
  /// @param terminal whether it gets a terminal: raw, without echo, so that bytes pass unchanged as
  ///   far as the machine's terminal allows
  /// @throws TransportException when the way is lost or the machine opens no more channels
  Channel exec(String commandLine, boolean terminal);

  /// The machine as errors name it, such as `admin@db1:22`.
  String name();

  /// The error for a stream of this machine that broke, naming the hop.
  TransportException lost(String during, Exception cause);

  /// Whether the way still stands, as far as is known without asking.
  boolean alive();

  /// Ends the way and every command on it.
  @Override
  void close();
}
