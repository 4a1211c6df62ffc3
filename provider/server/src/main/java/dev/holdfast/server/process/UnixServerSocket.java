package dev.holdfast.server.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// A Unix socket that looks like a `ServerSocket`, because that is what the gRPC server listens on.
final class UnixServerSocket extends ServerSocket {
  private final ServerSocketChannel channel;
  private final UnixDomainSocketAddress address;
  private final Optional<String> group;

  UnixServerSocket(Path path, Optional<String> group) throws IOException {
    this.channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.address = UnixDomainSocketAddress.of(path);
    this.group = group;
  }

  /// Binds to the path given to the constructor, whatever `ignored` says.
  @Override
  public void bind(SocketAddress ignored, int backlog) throws IOException {
    channel.bind(address, backlog);
    if (group.isPresent()) {
      shareWith(group.get());
    }
  }

  @Override
  public void bind(SocketAddress ignored) throws IOException {
    bind(ignored, 0);
  }

  private void shareWith(String name) throws IOException {
    Path path = address.getPath();
    GroupPrincipal principal =
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    view.setGroup(principal);
    view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
  }

  @Override
  public Socket accept() throws IOException {
    return new UnixSocket(channel.accept());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(address.getPath());
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return address;
  }

  @Override
  public void setReuseAddress(boolean on) {
    // A Unix socket has a fresh path each time; there is nothing to reuse.
  }
}
