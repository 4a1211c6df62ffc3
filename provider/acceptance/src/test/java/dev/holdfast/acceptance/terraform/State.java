package dev.holdfast.acceptance.terraform;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A state in the form of `terraform show -json`.
public record State(JsonNode json) {

  private JsonNode resource(String address) {
    return StreamSupport.stream(resources().spliterator(), false)
        .filter(entry -> entry.path("address").asString("").equals(address))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private JsonNode resources() {
    return json.path("values").path("root_module").path("resources");
  }

  /// The attributes of one resource; missing where the state does not hold it.
  public JsonNode attributes(String address) {
    return resource(address).path("values");
  }

  public boolean tainted(String address) {
    return resource(address).path("tainted").asBoolean(false);
  }

  /// The value of one output.
  public JsonNode output(String name) {
    return json.path("values").path("outputs").path(name).path("value");
  }

  /// The addresses of all resources in the root module.
  public List<String> addresses() {
    return StreamSupport.stream(resources().spliterator(), false)
        .map(entry -> entry.path("address").asString())
        .toList();
  }
}
