package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.HttpRequest;
import dev.holdfast.simulator.http.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was asked and answered, with secrets masked.
final class RequestLog {

  private static final Set<String> SECRETS =
      Set.of("password", "cipassword", "otp", "tfa-challenge", "input-data");

  private final Records<RecordedRequest> records = new Records<>(RecordedRequest::call);

  /// A request that is being worked on.
  final class Entry {
    private final String node;
    private final HttpRequest request;
    private String template = "";
    private String caller = "";
    private Map<String, List<String>> parameters = Map.of();

    private Entry(String node, HttpRequest request) {
      this.node = node;
      this.request = request;
    }

    void template(String path) {
      template = path;
    }

    void caller(String authId) {
      caller = authId;
    }

    void parameters(Map<String, List<String>> sent) {
      Map<String, List<String>> masked = new LinkedHashMap<>(sent);
      masked.replaceAll((name, values) -> SECRETS.contains(name) ? List.of("(secret)") : values);
      parameters = masked;
    }

    void close(int status) {
      String path = request.path();
      String below =
          path.startsWith(Dispatcher.ROOT_PATH)
              ? path.substring(Dispatcher.ROOT_PATH.length())
              : path;
      records.add(
          new RecordedRequest(
              request.method(),
              below,
              template,
              parameters,
              status,
              caller,
              node,
              request.connection().id()));
    }
  }

  Entry open(String node, HttpRequest request) {
    return new Entry(node, request);
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
