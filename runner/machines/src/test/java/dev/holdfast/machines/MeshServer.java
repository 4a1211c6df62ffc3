package dev.holdfast.machines;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a Netmaker server as its clients ask: hosts register with one key, and each is told
/// the others.
final class MeshServer implements AutoCloseable {
  private static final Pattern TEXT = Pattern.compile("\"(id|endpointip)\":\"([^\"]*)\"");
  private static final Pattern KEY = Pattern.compile("\"publickey\":\\[([0-9,]+)\\]");
  private static final Pattern PORT = Pattern.compile("\"listenport\":(\\d+)");

  private final HttpServer server;
  private final List<Host> hosts = new ArrayList<>();
  private volatile int mtu = 1420;

  private record Host(String id, String key, String endpoint, String address) {}

  MeshServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void wants(int size) {
    mtu = size;
  }

  /// What a client joins with, when it reaches this server there.
  static String token(InetSocketAddress there) {
    String url = "http://" + there.getAddress().getHostAddress() + ":" + there.getPort();
    String text = "{\"server\":\"%s\",\"value\":\"key\"}".formatted(url);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String text = said(exchange, path, body);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(text.contains("\"Code\":500") ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized String said(HttpExchange exchange, String path, String body) {
    if (path.startsWith("/api/v1/host/register/")) {
      return register(path, body);
    }
    if (path.equals("/api/hosts/adm/authenticate")) {
      return "{\"Response\":{\"AuthToken\":\"%s\"}}".formatted(first(TEXT, body, 2));
    }
    String caller =
        exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
    if (path.startsWith("/api/v1/fallback/host/")) {
      if (body.contains("DELETE_HOST")) {
        hosts.removeIf(host -> host.id.equals(caller));
      }
      return "{}";
    }
    return pulled(caller);
  }

  private String register(String path, String body) {
    String token = path.substring(path.lastIndexOf('/') + 1);
    if (!new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8)
        .contains("\"key\"")) {
      return "{\"Code\":500,\"Message\":\"could not find any records\"}";
    }
    Matcher texts = TEXT.matcher(body);
    String id = "";
    String endpoint = "";
    while (texts.find()) {
      if (texts.group(1).equals("id")) {
        id = texts.group(2);
      } else {
        endpoint = texts.group(2) + ":" + first(PORT, body, 1);
      }
    }
    String[] numbers = first(KEY, body, 1).split(",");
    byte[] key = new byte[numbers.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) Integer.parseInt(numbers[i]);
    }
    hosts.add(
        new Host(
            id,
            Base64.getEncoder().encodeToString(key),
            endpoint,
            "10.101.0." + (hosts.size() + 1)));
    return "{}";
  }

  private String pulled(String caller) {
    String nodes = "";
    List<String> peers = new ArrayList<>();
    for (Host host : hosts) {
      if (host.id.equals(caller)) {
        nodes = "{\"id\":\"n\",\"network\":\"lab\",\"address\":\"%s/24\"}".formatted(host.address);
      } else {
        peers.add(
            "{\"HostID\":\"%s\",\"PublicKey\":\"%s\",\"Endpoint\":\"%s\",\"AllowedIPs\":[\"%s/32\"]}"
                .formatted(host.id, host.key, host.endpoint, host.address));
      }
    }
    return "{\"host\":{\"mtu\":%d},\"nodes\":[%s],\"peers\":[%s]}"
        .formatted(mtu, nodes, String.join(",", peers));
  }

  private static String first(Pattern pattern, String text, int group) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(group) : "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
