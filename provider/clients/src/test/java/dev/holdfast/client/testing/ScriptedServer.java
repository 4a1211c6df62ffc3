package dev.holdfast.client.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server on loopback that reads whole requests and then does what a script says, down to cutting
/// the connection at a chosen byte.
public final class ScriptedServer implements AutoCloseable {

  /// A request that was read, and so was carried out for all the client can know.
  ///
  /// @param connection the number of the connection, from one
  public record Got(
      String method, String target, Map<String, String> headers, String body, int connection) {
    public String path() {
      return target.replaceFirst("\\?.*", "").replaceFirst("^/api2/json", "");
    }
  }

  private final ServerSocket listener;
  private final Function<Got, Act> script;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public ScriptedServer(Function<Got, Act> script) {
    this.script = script;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public List<Got> got() {
    return List.copyOf(got);
  }

  /// How many requests of the method were read.
  public long count(String method) {
    return got.stream().filter(request -> request.method().equals(method)).count();
  }

  public int connections() {
    return connections.get();
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(socket, number));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        Got request = request(head, in, number);
        got.add(request);
        open = act(script.apply(request), request, socket.getOutputStream());
      }
    } catch (IOException _) {
      // The client went away, which is its right.
    }
  }

  private static boolean act(Act act, Got request, OutputStream out) throws IOException {
    return switch (act) {
      case Act.Answer answer -> {
        out.write(bytes(answer));
        yield !"close".equalsIgnoreCase(request.headers().get("connection"));
      }
      case Act.AnswerThenVanish(Act.Answer answer) -> {
        out.write(bytes(answer));
        yield false;
      }
      case Act.CutShort(Act.Answer answer, int count) -> {
        out.write(bytes(answer), 0, count);
        yield false;
      }
      case Act.Vanish _ -> false;
      case Act.Silence _ -> true;
    };
  }

  private static byte[] bytes(Act.Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d %s\r\nServer: pve-api-daemon/3.0\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.reason(), answer.headers(), body.length);
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  private static Got request(String head, InputStream in, int number) throws IOException {
    String[] lines = head.split("\r\n");
    String[] first = lines[0].split(" ");
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(":", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Got(first[0], first[1], Map.copyOf(headers), body, number);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
