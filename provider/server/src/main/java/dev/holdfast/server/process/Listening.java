package dev.holdfast.server.process;

import java.nio.file.Path;

/// Where a plugin can be reached.
public sealed interface Listening {

  /// `unix` or `tcp`, as the handshake line and the reattach variable name it.
  String network();

  /// The socket's path, or host and port.
  String address();

  /// A Unix socket.
  record Unix(Path path) implements Listening {
    @Override
    public String network() {
      return "unix";
    }

    @Override
    public String address() {
      return path.toString();
    }
  }

  /// A TCP port on the loopback interface.
  record Tcp(int port) implements Listening {
    @Override
    public String network() {
      return "tcp";
    }

    @Override
    public String address() {
      return "127.0.0.1:" + port;
    }
  }
}
