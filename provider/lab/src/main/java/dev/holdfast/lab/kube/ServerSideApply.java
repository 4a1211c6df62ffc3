package dev.holdfast.lab.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Applying an object as one manager of fields: labels and annotations that the manager had set and
/// that it leaves out now go; those of others stay.
record ServerSideApply(KubeCluster cluster, String manager) {
  private static final List<String> OWNED = List.of("labels", "annotations");

  void apply(Kind kind, ObjectNode wanted, String namespace) {
    String name = Trees.text(wanted, "metadata", "name");
    Optional<ObjectNode> before = cluster.get(kind, namespace, name);
    ObjectNode object = before.orElseGet(Trees::object);
    ObjectNode metadata = Trees.within(object, "metadata");
    for (String field : OWNED) {
      ObjectNode values = Trees.within(metadata, field);
      for (String key : had(metadata, field)) {
        if (wanted.path("metadata").path(field).path(key).isMissingNode()) {
          values.remove(key);
        }
      }
    }
    Trees.merge(object, wanted);
    Trees.within(object, "metadata").put("namespace", namespace);
    if (!kind.isNamespaced()) {
      Trees.within(object, "metadata").remove("namespace");
    }
    note(Trees.within(object, "metadata"), wanted);
    cluster.put(kind, object);
  }

  /// What this manager has set so far.
  private List<String> had(ObjectNode metadata, String field) {
    List<String> keys = new ArrayList<>();
    for (JsonNode entry : metadata.path("managedFields")) {
      if (isMine(entry)) {
        entry
            .path("fieldsV1")
            .path("f:metadata")
            .path("f:" + field)
            .properties()
            .forEach(each -> keys.add(each.getKey().substring(2)));
      }
    }
    return keys;
  }

  private boolean isMine(JsonNode entry) {
    return Trees.text(entry, "manager").equals(manager)
        && Trees.text(entry, "operation").equals("Apply");
  }

  private void note(ObjectNode metadata, ObjectNode wanted) {
    ArrayNode entries =
        metadata.path("managedFields") instanceof ArrayNode there
            ? there
            : metadata.putArray("managedFields");
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (isMine(entries.get(i))) {
        entries.remove(i);
      }
    }
    ObjectNode entry = entries.addObject();
    entry.put("manager", manager).put("operation", "Apply");
    entry.put("apiVersion", Trees.text(wanted, "apiVersion")).put("fieldsType", "FieldsV1");
    ObjectNode fields = entry.putObject("fieldsV1").putObject("f:metadata");
    for (String field : OWNED) {
      JsonNode values = wanted.path("metadata").path(field);
      if (values.isObject()) {
        ObjectNode names = fields.putObject("f:" + field);
        values.properties().forEach(each -> names.putObject("f:" + each.getKey()));
      }
    }
  }
}
