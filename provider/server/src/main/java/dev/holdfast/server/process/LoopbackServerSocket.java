package dev.holdfast.server.process;

import dev.holdfast.server.process.LaunchEnvironment.PortRange;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;

/// A TCP socket on the loopback interface that takes the first free port of a range.
final class LoopbackServerSocket extends ServerSocket {
  private final PortRange ports;

  LoopbackServerSocket(PortRange ports) throws IOException {
    this.ports = ports;
  }

  @Override
  public void bind(SocketAddress ignored) throws IOException {
    bind(ignored, 0);
  }

  @Override
  public void bind(SocketAddress ignored, int backlog) throws IOException {
    InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        super.bind(new InetSocketAddress(loopback, port), backlog);
        return;
      } catch (BindException _) {
        // Taken: the next one.
      }
    }
    throw new BindException(
        "no free TCP port from " + ports.first() + " to " + ports.last() + " on 127.0.0.1");
  }
}
