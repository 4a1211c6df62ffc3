package dev.holdfast.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One connection over a Unix socket, dressed as a `Socket` for gRPC and for TLS above it.
///
/// Options that only TCP has are accepted and ignored.
final class UnixSocket extends Socket {
  private static final @Nullable SocketImpl NO_IMPLEMENTATION = null;

  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  UnixSocket(SocketChannel channel) throws IOException {
    super(NO_IMPLEMENTATION);
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
    this.out = Channels.newOutputStream(channel);
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isInputShutdown() {
    return isClosed();
  }

  @Override
  public boolean isOutputShutdown() {
    return isClosed();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return addressOr(() -> channel.getRemoteAddress());
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return addressOr(() -> channel.getLocalAddress());
  }

  private static SocketAddress addressOr(AddressQuery query) {
    try {
      return query.get();
    } catch (IOException _) {
      return java.net.UnixDomainSocketAddress.of("");
    }
  }

  /// Peers over a Unix socket are always on this machine.
  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int getPort() {
    return 0;
  }

  @Override
  public int getLocalPort() {
    return 0;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setSoLinger(boolean on, int linger) {}

  @Override
  public int getSoLinger() {
    return -1;
  }

  @FunctionalInterface
  private interface AddressQuery {
    SocketAddress get() throws IOException;
  }
}
