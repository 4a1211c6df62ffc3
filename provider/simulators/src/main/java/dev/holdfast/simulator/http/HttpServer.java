package dev.holdfast.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A running HTTP/1.1 server, one virtual thread per connection.
public final class HttpServer implements AutoCloseable {

  /// Stands for an answer when the peer went away in the middle of its own request.
  private static final HttpResponse NOBODY_LISTENS =
      HttpResponse.empty(400, "peer gone").delivered(new Delivery.CutAfter(0));

  private static final long CLOSE_SECONDS = 5;

  private final ServerSocket listener;
  private final ServerSettings settings;
  private final HttpExchangeHandler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  private HttpServer(ServerSocket listener, ServerSettings settings, HttpExchangeHandler handler) {
    this.listener = listener;
    this.settings = settings;
    this.handler = handler;
  }

  /// Listens and serves until it is closed.
  public static HttpServer start(ServerSettings settings, HttpExchangeHandler handler) {
    HttpServer server = new HttpServer(listen(settings.address()), settings, handler);
    server.threads.execute(server::acceptConnections);
    return server;
  }

  /// Where it listens, with the port it really has.
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /// Its root, for example `https://127.0.0.1:8006`.
  public URI uri() {
    String scheme =
        switch (settings.transport()) {
          case ServerSettings.Transport.Plain() -> "http";
          case ServerSettings.Transport.Tls _ -> "https";
        };
    String host = address().getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + literal + ":" + address().getPort());
  }

  /// What it has seen so far.
  public ServerStatistics statistics() {
    return new ServerStatistics(connections.get(), requests.get());
  }

  /// What the handler threw, oldest first; a test should find it empty.
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /// Cuts all connections and goes on listening, as a restart of a daemon does.
  public void cutConnections() {
    open.forEach(HttpServer::closeQuietly);
  }

  /// Stops listening, cuts all connections and waits for their threads.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutConnections();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a handler goes on after the server was closed");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocket listen(InetSocketAddress address) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address, 512);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  private void acceptConnections() {
    while (!listener.isClosed()) {
      try {
        accepted(listener.accept());
      } catch (IOException _) {
        // Closed while waiting: the loop ends by itself.
      }
    }
  }

  private void accepted(Socket socket) {
    open.add(socket);
    long id = connections.incrementAndGet();
    try {
      threads.execute(() -> serve(socket, id));
    } catch (RejectedExecutionException _) {
      // Accepted in the very moment of closing.
      closeQuietly(socket);
    }
  }

  private void serve(Socket socket, long id) {
    try {
      new HttpConnection(socket, id, settings, this::handle).run();
    } catch (IOException _) {
      // The peer went away or broke the protocol: there is nobody left to tell.
    } finally {
      open.remove(socket);
      closeQuietly(socket);
    }
  }

  private HttpResponse handle(HttpRequest request) {
    requests.incrementAndGet();
    try {
      return handler.handle(request);
    } catch (RuntimeException | Error e) {
      if (e.getCause() instanceof BodyStream.PeerGone) {
        return NOBODY_LISTENS;
      }
      failures.add(e);
      return Refusals.answer(500, "simulator failure: " + e.getClass().getSimpleName());
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed as far as anybody can tell.
    }
  }
}
