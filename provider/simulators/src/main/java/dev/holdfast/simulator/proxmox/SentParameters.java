package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the parameters of a request: query string, form or JSON body.
final class SentParameters {

  private SentParameters() {}

  static Map<String, List<String>> of(HttpRequest request) {
    Map<String, List<String>> sent = new LinkedHashMap<>(request.query().byName());
    if (request.body().length() == 0) {
      return sent;
    }
    if (request.method().equals("DELETE") || request.method().equals("GET")) {
      throw Stop.of(501, "Unexpected content for method '" + request.method() + "'");
    }
    String type = request.headers().first("content-type").orElse("");
    if (type.startsWith("application/json")) {
      sent.putAll(json(request.body().text()));
    } else {
      sent.putAll(request.form().byName());
    }
    return sent;
  }

  private static Map<String, List<String>> json(String body) {
    JsonNode root;
    try {
      root = JsonText.parse(body);
    } catch (JacksonException e) {
      throw Stop.error(Answers.MALFORMED_JSON);
    }
    Map<String, List<String>> sent = new LinkedHashMap<>();
    root.properties().forEach(e -> sent.put(e.getKey(), values(e.getKey(), e.getValue())));
    return sent;
  }

  private static List<String> values(String name, JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false).map(e -> value(name, e)).toList();
    }
    return List.of(value(name, node));
  }

  private static String value(String name, JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue() ? "1" : "0";
    }
    if (node.isObject()) {
      throw Stop.parameter(name, "type check ('string') failed - got HASH");
    }
    if (node.isNull()) {
      throw Stop.error("Use of uninitialized value");
    }
    return node.asString();
  }
}
