package dev.holdfast.server.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ServerSocketFactory;

/// Decides between a Unix socket and TCP, the way hosts expect it.
///
/// Unix sockets everywhere but on Windows, whose hosts dial TCP only. The kernel's limit for the
/// path is 104 bytes on some systems and 108 on others, its end included; a longer one means TCP.
final class SocketChooser {
  private static final int LONGEST_PATH = 103;

  private SocketChooser() {}

  static ServerSocketFactory choose(LaunchEnvironment environment) {
    String name = "holdfast-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    Path path = environment.socketFolder().resolve(name).toAbsolutePath();
    if (isWindows() || path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      return new Factory(() -> new LoopbackServerSocket(environment.ports()));
    }
    return new Factory(() -> new UnixServerSocket(path, environment.socketGroup()));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  @FunctionalInterface
  private interface Opening {
    ServerSocket open() throws IOException;
  }

  /// The sockets know their address; what the gRPC server was told to bind is never used.
  private static final class Factory extends ServerSocketFactory {
    private final Opening opening;

    Factory(Opening opening) {
      this.opening = opening;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return opening.open();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return bound();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return bound();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress ifAddress)
        throws IOException {
      return bound();
    }

    private ServerSocket bound() throws IOException {
      ServerSocket socket = opening.open();
      socket.bind(null);
      return socket;
    }
  }
}
