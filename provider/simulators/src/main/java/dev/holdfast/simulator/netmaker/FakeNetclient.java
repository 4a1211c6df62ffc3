package dev.holdfast.simulator.netmaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A machine with the client on it: registers with a token, asks what it should configure, checks
/// in and leaves, over the network as the real one does.
///
/// Its identity follows from its name, and so does its hardware address, which has to differ from
/// that of every other machine.
public final class FakeNetclient {

  private static final String PASSWORD = "host password";

  private final URI server;
  private final HttpClient http;
  private final String name;
  private final String id;
  private String endpoint;
  private String mac;

  FakeNetclient(URI server, SSLContext trust, String name) {
    this.server = server;
    this.http = HttpClient.newBuilder().sslContext(trust).build();
    this.name = name;
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    this.id = uuid.toString();
    this.mac = macOf(uuid);
    this.endpoint = "198.51.100." + (1 + Math.floorMod(uuid.hashCode(), 250));
  }

  private static String macOf(UUID uuid) {
    long bits = uuid.getLeastSignificantBits();
    List<String> parts = new ArrayList<>(List.of("02"));
    for (int i = 0; i < 5; i++) {
      parts.add("%02x".formatted((bits >> (8 * i)) & 0xff));
    }
    return String.join(":", parts);
  }

  /// The same with another address of its own on the Internet; an empty one is not told.
  public FakeNetclient at(String address) {
    endpoint = address;
    return this;
  }

  /// The same with another hardware address.
  public FakeNetclient withMac(String address) {
    mac = address;
    return this;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String macAddress() {
    return mac;
  }

  /// Registers; the nodes appear a little later.
  public FakeNetclient register(String token) {
    HttpResponse<String> answer = tryRegister(token);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return this;
  }

  /// Registers, and gives the answer whatever it is.
  public HttpResponse<String> tryRegister(String token) {
    ObjectNode body = Json.object().put("id", id).put("hostpass", PASSWORD).put("name", name);
    body.put("version", "v1.4.0").put("os", "linux");
    body.put("macaddress", Base64.getEncoder().encodeToString(macBytes()));
    body.put("traffickeypublic", Base64.getEncoder().encodeToString(new byte[32]));
    body.set("publickey", Json.numbers(id.substring(0, 32).getBytes(StandardCharsets.US_ASCII)));
    body.put("endpointip", endpoint).put("listenport", 51821).put("mtu", 1420);
    body.put("firewallinuse", "nftables").put("nat_type", "public").put("verbosity", 0);
    body.set("interfaces", Json.array(List.of()));
    body.set("nodes", Json.array(List.of()));
    return send("POST", "/api/v1/host/register/" + token, "", body);
  }

  private byte[] macBytes() {
    return HexFormat.ofDelimiter(":").parseHex(mac);
  }

  /// What the machine would configure: `nodes`, `peers` with their `AllowedIPs`, and
  /// `egress_network_routes`.
  public JsonNode pull() {
    return Json.body(send("GET", "/api/v1/host", login(), Json.object()).body());
  }

  /// The ranges that go to another machine.
  public List<String> allowedIps(FakeNetclient peer) {
    List<String> ranges = new ArrayList<>();
    for (JsonNode each : pull().path("peers")) {
      if (each.path("HostID").asString("").equals(peer.id())) {
        each.path("AllowedIPs").forEach(range -> ranges.add(range.asString()));
      }
    }
    return ranges;
  }

  /// Says that it lives.
  public void checkIn() {
    fallback("CHECK_IN");
  }

  /// Leaves all networks and the server.
  public void leave() {
    fallback("DELETE_HOST");
  }

  private void fallback(String action) {
    ObjectNode body = Json.object().put("Action", action);
    body.set("Host", Json.object().put("id", id));
    HttpResponse<String> answer = send("PUT", "/api/v1/fallback/host/" + id, login(), body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  private String login() {
    ObjectNode body = Json.object().put("id", id).put("password", PASSWORD);
    HttpResponse<String> answer = send("POST", "/api/hosts/adm/authenticate", "", body);
    return Json.body(answer.body()).path("Response").path("AuthToken").asString("");
  }

  private HttpResponse<String> send(String method, String path, String bearer, ObjectNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.write(body)))
            .header("Content-Type", "application/json");
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while asking " + path, e);
    }
  }
}
