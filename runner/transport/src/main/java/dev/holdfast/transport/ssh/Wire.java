package dev.holdfast.transport.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;

/// What a server's protocol runs over: a socket, a channel of the hop before, or a local command.
///
/// @param cut ends it at once, from any thread
record Wire(InputStream in, OutputStream out, Runnable cut) {
  /// A TCP connection to the first address that answers.
  static Wire tcp(String host, int port, Duration timeout) throws IOException {
    IOException last = new IOException("the name has no address");
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Socket socket = new Socket();
      try {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
        return new Wire(socket.getInputStream(), socket.getOutputStream(), () -> close(socket));
      } catch (IOException e) {
        close(socket);
        last = e;
      }
    }
    throw last;
  }

  static Wire channel(SafeChannel channel) {
    InputStream in =
        new FilterInputStream(channel.getInputStream()) {
          @Override
          public void close() {
            channel.abandon();
          }
        };
    OutputStream out =
        new FilterOutputStream(channel.getOutputStream()) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            this.out.write(bytes, offset, length);
          }

          @Override
          public void close() {
            channel.abandon();
          }
        };
    return new Wire(in, out, channel::abandon);
  }

  /// A command of the user's (`ProxyCommand`), run as it is written; what it says of itself goes to
  /// this process' standard error, as with `ssh`.
  static Wire command(String command) throws IOException {
    Process process =
        new ProcessBuilder(List.of("/bin/sh", "-c", "exec " + command))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Wire(process.getInputStream(), process.getOutputStream(), process::destroy);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no more use either way.
    }
  }
}
