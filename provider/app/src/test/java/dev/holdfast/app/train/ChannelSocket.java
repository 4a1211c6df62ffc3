package dev.holdfast.app.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/// A connection to one fixed address, Unix domain sockets included, in the shape of a [Socket].
///
/// The options of TCP mean nothing to a Unix socket and are accepted silently.
final class ChannelSocket extends Socket {

  private final SocketChannel channel;

  private ChannelSocket(SocketAddress address) throws IOException {
    this.channel = SocketChannel.open(address);
  }

  /// Makes connections to the address, whatever host and port is asked for.
  static SocketFactory factory(SocketAddress address) {
    return new SocketFactory() {
      @Override
      public Socket createSocket() throws IOException {
        return new ChannelSocket(address);
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort)
          throws IOException {
        return createSocket();
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
          throws IOException {
        return createSocket();
      }
    };
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream getOutputStream() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setSoLinger(boolean on, int linger) {}

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
