package dev.holdfast.client.netmaker;

import dev.holdfast.client.netmaker.NetmakerException.Code;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Sends calls: what every part of the client stands on.
@FunctionalInterface
interface Api {

  /// The value of the answer, without its envelope, or a [NetmakerException].
  JsonNode call(NetmakerCall call);

  /// The fields of the answer.
  default Fields fields(NetmakerCall call) {
    return Fields.of(call(call));
  }

  /// The things that the answer lists; a server without any may say so with an error.
  default List<Fields> list(String path) {
    try {
      JsonNode list = call(NetmakerCall.get(path));
      return list.isArray()
          ? StreamSupport.stream(list.spliterator(), false).map(Fields::of).toList()
          : List.of();
    } catch (NetmakerException e) {
      if (e.is(Code.NOT_FOUND)) {
        return List.of();
      }
      throw e;
    }
  }
}
