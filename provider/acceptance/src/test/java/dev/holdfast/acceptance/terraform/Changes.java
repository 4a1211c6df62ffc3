package dev.holdfast.acceptance.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A plan in the form of `terraform show -json`.
public record Changes(JsonNode json) {

  /// The planned change of one resource; missing where the plan does not name it.
  public JsonNode change(String address) {
    return find(json.path("resource_changes"), address).path("change");
  }

  /// The actions planned for one resource, such as `[delete, create]`.
  public List<String> actions(String address) {
    return texts(change(address).path("actions"));
  }

  /// What a refresh found changed outside.
  public JsonNode drift(String address) {
    return find(json.path("resource_drift"), address).path("change");
  }

  /// The attributes of one resource as planned.
  public JsonNode after(String address) {
    return change(address).path("after");
  }

  /// Which parts of one resource are known only after the apply.
  public JsonNode unknown(String address) {
    return change(address).path("after_unknown");
  }

  private static JsonNode find(JsonNode list, String address) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(entry -> entry.path("address").asString("").equals(address))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(entry -> texts.add(entry.asString()));
    return texts;
  }
}
