package dev.holdfast.transport;

import java.io.InputStream;
import java.io.OutputStream;

/// One command that runs on a machine, with its three streams.
///
/// The streams throw `IOException` when the way is lost; [Channels#lost] makes of it what the
/// caller sees. Both outputs must be read, or the command stands still once their windows are full.
public interface Channel extends AutoCloseable {
  /// What the command reads; buffered up to the next `flush`; closing it is the end of input.
  OutputStream stdin();

  InputStream stdout();

  /// Empty when the command has a terminal, whose single output is [#stdout].
  InputStream stderr();

  /// Waits for the command's end.
  ///
  /// @return the exit status, or 128 + the signal's number when one ended it
  /// @throws TransportException with [TransportException.Reason#LOST] when the way was lost, or the
  ///   machine closed the channel without saying how the command ended
  int await();

  /// Sends a signal, such as `TERM`, to the command and what it started, as far as the machine lets
  /// us; no answer comes.
  void signal(String name);

  /// Ends the channel, whatever it is doing; a reader that waits gets the end or an `IOException`.
  /// Never throws and never waits for the machine.
  @Override
  void close();
}
