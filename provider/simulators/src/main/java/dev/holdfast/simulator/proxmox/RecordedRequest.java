package dev.holdfast.simulator.proxmox;

import java.util.List;
import java.util.Map;

/// One request as it was answered.
///
/// @param method the verb
/// @param path the path below `/api2/json`
/// @param template the path as the API writes it, empty when there is no such call
/// @param parameters what was sent, without the path's variables; secrets are masked
/// @param status the status of the answer, 0 when none was sent
/// @param caller who asked, empty when unknown
/// @param node the node whose address was used
/// @param connection the number of the connection at that address
public record RecordedRequest(
    String method,
    String path,
    String template,
    Map<String, List<String>> parameters,
    int status,
    String caller,
    String node,
    long connection) {

  /// Copies the map.
  public RecordedRequest {
    parameters = Map.copyOf(parameters);
  }

  /// Verb and path as the API writes it.
  public String call() {
    return method + " " + template;
  }
}
