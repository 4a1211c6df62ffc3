package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A plain client for the tests of the simulator; it shares nothing with the product's client.
final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ProxmoxSimulator simulator;
  private final HttpClient http;
  private final Map<String, String> headers;
  private final URI root;

  private ApiClient(
      ProxmoxSimulator simulator, HttpClient http, URI root, Map<String, String> headers) {
    this.simulator = simulator;
    this.http = http;
    this.root = root;
    this.headers = Map.copyOf(headers);
  }

  /// One answer.
  record Answer(int status, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    JsonNode data() {
      assertThat(status).as("status of %s", body).isEqualTo(200);
      return json().path("data");
    }

    /// The text of a refusal, without its line end.
    String message() {
      return json().path("message").asString("").strip();
    }

    String error(String parameter) {
      return json().path("errors").path(parameter).asString("").strip();
    }
  }

  static ApiClient withoutLogin(ProxmoxSimulator simulator) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(simulator.caPem()))
            .build();
    return new ApiClient(simulator, http, simulator.endpoint(), Map.of());
  }

  /// A client with a token, given as `user@realm!name=secret`.
  ApiClient as(String token) {
    return with(Map.of("Authorization", "PVEAPIToken=" + token));
  }

  /// Root itself, by ticket.
  ApiClient asRoot() {
    JsonNode login = post("/access/ticket", "username", "root@pam", "password", "secret").data();
    return with(
        Map.of(
            "Cookie",
            "PVEAuthCookie=" + encode(login.path("ticket").asString()),
            "CSRFPreventionToken",
            login.path("CSRFPreventionToken").asString()));
  }

  ApiClient with(Map<String, String> others) {
    return new ApiClient(simulator, http, root, others);
  }

  ApiClient at(String node) {
    URI address = simulator.endpoints().getOrDefault(node, root);
    return new ApiClient(simulator, http, address, headers);
  }

  Answer get(String path, String... parameters) {
    return send("GET", path + query(parameters), BodyPublishers.noBody(), "");
  }

  Answer delete(String path, String... parameters) {
    return send("DELETE", path + query(parameters), BodyPublishers.noBody(), "");
  }

  Answer post(String path, String... parameters) {
    return form("POST", path, parameters);
  }

  Answer put(String path, String... parameters) {
    return form("PUT", path, parameters);
  }

  Answer json(String method, String path, String body) {
    return send(method, path, BodyPublishers.ofString(body), "application/json");
  }

  Answer form(String method, String path, String... parameters) {
    return send(
        method,
        path,
        BodyPublishers.ofString(encoded(parameters)),
        "application/x-www-form-urlencoded");
  }

  Answer send(String method, String path, BodyPublisher body, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("/api2/json" + path)).method(method, body);
    headers.forEach(request::header);
    if (!contentType.isEmpty()) {
      request.header("content-type", contentType);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits for a task and answers how it ended.
  String exit(Answer started) {
    return exit(started.data().asString());
  }

  String exit(String upid) {
    String node = upid.split(":")[1];
    for (int i = 0; i < 2000; i++) {
      JsonNode status = get("/nodes/" + node + "/tasks/" + upid + "/status").data();
      if (status.path("status").asString().equals("stopped")) {
        return status.path("exitstatus").asString();
      }
      simulator.clock().sleep(Duration.ofMillis(500));
    }
    throw new AssertionError("task does not end: " + upid);
  }

  /// Waits for a task that must succeed.
  void done(Answer started) {
    assertThat(exit(started)).isEqualTo("OK");
  }

  List<String> log(String upid) {
    List<String> lines = new ArrayList<>();
    get("/nodes/" + upid.split(":")[1] + "/tasks/" + upid + "/log", "limit", "0")
        .data()
        .forEach(line -> lines.add(line.path("t").asString()));
    return lines;
  }

  /// A machine's configuration as the server merges it.
  Map<String, String> config(int vmid) {
    Map<String, String> config = new LinkedHashMap<>();
    get("/nodes/pve1/qemu/" + vmid + "/config")
        .data()
        .properties()
        .forEach(e -> config.put(e.getKey(), e.getValue().asString()));
    return config;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String query(String... parameters) {
    return parameters.length == 0 ? "" : "?" + encoded(parameters);
  }

  private static String encoded(String... parameters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      text.append(i == 0 ? "" : "&")
          .append(encode(parameters[i]))
          .append('=')
          .append(encode(parameters[i + 1]));
    }
    return text.toString();
  }

  static SSLContext trusting(String pem) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
