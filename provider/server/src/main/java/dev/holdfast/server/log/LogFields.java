package dev.holdfast.server.log;

import dev.holdfast.framework.engine.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields that tie a log line to a call.
///
/// The names are those of the Go SDK, so that people find our lines with the filters they have.
public final class LogFields {
  private LogFields() {}

  /// Fields for a line that is logged outside the engine; inside, the handler adds them.
  public static Map<String, String> of(RequestContext context) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("tf_req_id", context.id());
    fields.put("tf_rpc", context.rpc());
    if (!context.type().isEmpty()) {
      fields.put("tf_resource_type", context.type());
    }
    return fields;
  }
}
