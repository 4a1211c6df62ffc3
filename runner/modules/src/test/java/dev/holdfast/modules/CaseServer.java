package dev.holdfast.modules;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP server on loopback with the pages that cases ask for, one for the whole program.
///
/// In texts of cases `{H}` is its address.
final class CaseServer {
  private static final String TEXT = "some text\n";
  private static final String SUM =
      "a23e5fdcd7b276bdd81aa1a0b7b963101863dd3f61ff57935f8c5ba462681ea6";
  private static final HttpServer SERVER = start();

  private CaseServer() {}

  static String address() {
    return "http://127.0.0.1:" + SERVER.getAddress().getPort();
  }

  private static HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", CaseServer::answer);
      Thread.ofVirtual().start(server::start);
      return server;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String[] parts = path.split("/", -1);
    switch (parts[1]) {
      case "file.txt", "named" -> file(exchange, parts[1]);
      case "json" -> send(exchange, 200, "application/json", "{\"a\": [1, \"zwei\"]}");
      case "sums" ->
          send(exchange, 200, "text/plain", "00ff  other.txt\n" + SUM + "  ./file.txt\n");
      case "sum" -> send(exchange, 200, "text/plain", SUM + "\n");
      case "status" ->
          send(exchange, Integer.parseInt(parts[2]), "text/plain", "status " + parts[2] + "\n");
      case "to" -> {
        exchange.getResponseHeaders().set("Location", "/" + parts[3]);
        send(exchange, Integer.parseInt(parts[2]), "text/plain", "");
      }
      case "cookies" -> {
        exchange.getResponseHeaders().add("Set-Cookie", "one=1; Path=/");
        exchange.getResponseHeaders().add("Set-Cookie", "two=2; Path=/");
        send(exchange, 200, "text/plain", "cookies\n");
      }
      case "secret" -> secret(exchange);
      case "echo" -> send(exchange, 200, "text/plain", echo(exchange, body));
      default -> send(exchange, 404, "text/html", "nothing here\n");
    }
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    exchange.getResponseHeaders().set("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT");
    if (name.equals("named")) {
      exchange
          .getResponseHeaders()
          .set("Content-Disposition", "attachment; filename=\"given.txt\"");
    }
    String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
    boolean fresh = since != null && !since.contains(" 1999 ");
    send(exchange, fresh ? 304 : 200, "text/plain", fresh ? "" : TEXT);
  }

  private static void secret(HttpExchange exchange) throws IOException {
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString("me:word".getBytes(StandardCharsets.UTF_8));
    if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 200, "text/plain", "welcome\n");
    } else {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
      send(exchange, 401, "text/plain", "who are you\n");
    }
  }

  private static String echo(HttpExchange exchange, byte[] body) {
    Map<String, String> shown = new TreeMap<>();
    for (String name : new String[] {"X-One", "Content-type", "User-agent", "Cache-control"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        shown.put(name, value.replaceAll("boundary=.*", "boundary"));
      }
    }
    String text = new String(body, StandardCharsets.UTF_8).replaceAll("--===+\\d+==", "BOUNDARY");
    return exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + shown + "\n" + text;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean bare = exchange.getRequestMethod().equals("HEAD") || status == 304 || status == 204;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
    }
    exchange.sendResponseHeaders(status, bare ? -1 : bytes.length == 0 ? -1 : bytes.length);
    if (!bare && bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
