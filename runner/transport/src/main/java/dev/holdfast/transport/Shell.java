package dev.holdfast.transport;

/// One long-lived `/bin/sh` of a user on a machine, over one channel. A request is one round trip
/// and one forked child with its own process group, directory, umask, environment and input.
public interface Shell {
  /// Runs a piece of shell text and waits for its end.
  ///
  /// A request that was sent when the connection died is never sent a second time: it ends with a
  /// [TransportException].
  Answer run(Request request);

  /// Ends the command that runs, with all of its process group, and takes no further one. Waits a
  /// few seconds at most.
  default void interrupt() {}

  /// How the machine's shell greeted: whether it takes records instead of shell text (a lab
  /// machine), and what else it said of itself.
  Greeting greeting();

  /// The first line that a shell answers with.
  ///
  /// @param lab whether the machine is a simulated one that takes records as JSON
  record Greeting(boolean lab) {}
}
