package dev.holdfast.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// An open way to one machine. Closing it ends its shells and every command that runs over it.
///
/// Every method throws [TransportException] when the way is lost or was refused; its text names the
/// hop.
public interface Connection extends AutoCloseable {
  /// The persistent shell of a user on the machine; the same object as long as it lives.
  Shell shell(Become become);

  /// Runs one command line through the login shell, without the persistent shell: for `raw`, forced
  /// commands and what outlives the connection.
  Answer exec(String commandLine, Payload input, Limits limits);

  /// Starts a piece of shell text as a user, on a channel of its own whose three streams are the
  /// caller's; the request's input and limits are not used.
  default Channel stream(Become become, Request request) {
    throw new TransportException(
        TransportException.Reason.CONFIGURATION, "this connection carries no streams");
  }

  /// Copies bytes into a new file of the connecting user's, never through an argument.
  void upload(InputStream content, long length, String path) throws IOException;

  /// Copies a file's bytes out.
  void download(String path, OutputStream sink) throws IOException;

  /// Whether the way still stands, as far as is known without asking. One that does not stays so.
  boolean alive();

  /// Ends the commands that run in its shells, which may outlive a mere [#close], then closes.
  default void stop() {
    close();
  }

  @Override
  void close();
}
