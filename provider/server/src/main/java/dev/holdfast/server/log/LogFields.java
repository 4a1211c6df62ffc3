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
    fields.putAll(of(context.rpc(), context.type()));
    return fields;
  }

  /// Fields for a line about a call as a whole.
  public static Map<String, String> of(String rpc, String type) {
    return type.isEmpty() ? Map.of("tf_rpc", rpc) : Map.of("tf_rpc", rpc, "tf_resource_type", type);
  }
}
