package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.http.Parameters;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One call as its handler sees it.
///
/// @param variables of the path
/// @param text the body
record Request(
    World world, Caller caller, Map<String, String> variables, Parameters query, String text) {

  String variable(String name) {
    return Optional.ofNullable(variables.get(name)).orElseThrow();
  }

  boolean forced() {
    return query.first("force").filter("true"::equals).isPresent();
  }

  /// A query parameter that must be given.
  String need(String name) {
    return query
        .first(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> Refusal.bad(name + " is required"));
  }

  ObjectNode body() {
    return Json.body(text);
  }
}
