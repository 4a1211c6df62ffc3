package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Passes connections on to a server of this program that listens on loopback alone.
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Relay(InetAddress at, int as, int port) {
    this.port = port;
    try {
      door = new ServerSocket(as, 50, at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        open.add(caller);
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException _) {
        // Closed meanwhile.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(server);
      Thread back = Thread.ofVirtual().start(() -> copy(server, caller));
      copy(caller, server);
      back.join();
      open.remove(server);
    } catch (IOException _) {
      // Whoever is left sees the end of its connection.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // One end went away; the other copy ends with it.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
