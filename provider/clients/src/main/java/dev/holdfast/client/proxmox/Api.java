package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Sends calls: what every part of the client stands on.
@FunctionalInterface
interface Api {

  /// The `data` of the answer, or a [ProxmoxException].
  JsonNode call(ApiRequest request);

  default JsonNode get(ApiPath path) {
    return call(ApiRequest.get(path));
  }

  default List<JsonNode> list(ApiPath path, Params params) {
    return Json.elements(call(ApiRequest.get(path, params)));
  }

  default List<JsonNode> list(ApiPath path) {
    return list(path, Params.none());
  }

  /// The task that a write started, or nothing where the server did the work at once.
  default Optional<Upid> maybeTask(ApiRequest request) {
    JsonNode data = call(request);
    return Optional.of(Json.text(data)).filter(Upid::looksLike).map(Upid::parse);
  }

  default Upid task(ApiRequest request) {
    return maybeTask(request)
        .orElseThrow(() ->
            new OutcomeUnknownException(
                "%s was accepted, but the answer names no task.".formatted(request)));
  }
}
