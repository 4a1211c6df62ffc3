package dev.holdfast.simulator.netmaker;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How an era of the server writes a network and what it takes for one.
///
/// @param release the server
record NetworkForm(Release release) {

  static NetworkForm of(Release release) {
    return new NetworkForm(release);
  }

  /// The stored document as this era answers it.
  ObjectNode written(ObjectNode network) {
    ObjectNode copy = network.deepCopy();
    if (release.redesigned()) {
      return copy;
    }
    List.of("id", "created_by", "created_at").forEach(copy::remove);
    text(copy, "auto_join", release.atLeast(1, 1, 0));
    text(copy, "auto_remove", release.atLeast(1, 4, 0));
    JsonNode threshold = copy.remove("auto_remove_threshold");
    if (release.atLeast(1, 4, 0)) {
      copy.set("auto_remove_threshold_mins", threshold);
    } else {
      copy.remove("auto_remove_tags");
    }
    if (!release.atLeast(1, 5, 0)) {
      copy.remove("virtual_nat_pool_ipv4");
      copy.remove("virtual_nat_site_prefixlen_ipv4");
    }
    copy.put("isipv4", Json.text(copy, "addressrange").isEmpty() ? "no" : "yes");
    copy.put("isipv6", Json.text(copy, "addressrange6").isEmpty() ? "no" : "yes");
    copy.put("defaultacl", "yes").put("defaultudpholepunch", "no").put("defaultlistenport", 51821);
    return copy;
  }

  private static void text(ObjectNode network, String field, boolean known) {
    JsonNode flag = network.remove(field);
    if (known) {
      network.put(field, Boolean.toString(flag != null && flag.asBoolean(false)));
    }
  }

  /// What was sent as a document; a value of another era's type cannot be decoded.
  ObjectNode read(ObjectNode body) {
    ObjectNode document = body.deepCopy();
    if (release.redesigned()) {
      Json.truth(body, "auto_join");
      Json.truth(body, "auto_remove");
      return document;
    }
    document.put("auto_join", flag(body, "auto_join"));
    document.put("auto_remove", flag(body, "auto_remove"));
    document.put("auto_remove_threshold", Json.number(body, "auto_remove_threshold_mins"));
    return document;
  }

  private static boolean flag(ObjectNode body, String name) {
    return List.of("true", "yes").contains(Json.text(body, name));
  }
}
