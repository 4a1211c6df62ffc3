package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.http.HttpRequest;
import dev.holdfast.simulator.http.Records;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What was asked and answered.
final class RequestLog {

  private static final Set<String> SECRETS = Set.of("password", "hostpass", "value", "token");

  private final Records<RecordedRequest> records = new Records<>(RecordedRequest::call);

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
      records.add(
          new RecordedRequest(request.method(), request.path(), template, body, status, caller));
    }
  }

  Entry open(HttpRequest request) {
    return new Entry(request);
  }

  List<RecordedRequest> all() {
    return records.all();
  }

  Map<String, Integer> counts() {
    return records.counts();
  }

  void clear() {
    records.clear();
  }
}
