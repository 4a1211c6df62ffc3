package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What was asked and answered.
final class RequestLog {

  private static final Set<String> SECRETS = Set.of("password", "hostpass", "value", "token");

  private final List<RecordedRequest> records = new ArrayList<>();

  /// A request that is being worked on.
  final class Entry {
    private final HttpRequest request;
    private String template = "";
    private String caller = "";
    private String body = "";

    private Entry(HttpRequest request) {
      this.request = request;
    }

    void template(String path) {
      template = path;
    }

    void caller(String name) {
      caller = name;
    }

    void body(JsonNode sent) {
      if (sent instanceof ObjectNode object) {
        ObjectNode masked = object.deepCopy();
        SECRETS.stream().filter(masked::has).forEach(name -> masked.put(name, "(secret)"));
        body = Json.write(masked);
      }
    }

    void close(int status) {
      add(new RecordedRequest(request.method(), request.path(), template, body, status, caller));
    }
  }

  Entry open(HttpRequest request) {
    return new Entry(request);
  }

  private synchronized void add(RecordedRequest record) {
    records.add(record);
  }

  synchronized List<RecordedRequest> all() {
    return List.copyOf(records);
  }

  synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    records.forEach(record -> counts.merge(record.call(), 1, Integer::sum));
    return counts;
  }

  synchronized void clear() {
    records.clear();
  }
}
