package dev.holdfast.client.proxmox;

import dev.holdfast.client.text.Flag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Lenient reading of answers: the server gives one field now as a number and now as a text.
final class Json {

  static List<JsonNode> elements(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of();
  }

  /// A scalar as text; structures as compact JSON, null as nothing.
  static String text(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return "";
    }
    if (node.isBoolean()) {
      return Flag.print(node.booleanValue());
    }
    return node.isValueNode() ? node.asString() : node.toString();
  }

  /// A field's text; a blank one counts as absent.
  static Optional<String> text(JsonNode node, String field) {
    return Optional.of(text(node.path(field))).filter(text -> !text.isBlank());
  }

  static boolean flag(JsonNode node, String field) {
    return text(node, field).flatMap(Flag::parse).orElse(false);
  }

  static OptionalLong number(JsonNode node, String field) {
    Optional<String> digits =
        text(node, field).filter(text -> text.matches("-?\\d{1,18}(\\.\\d*)?"));
    return digits.isPresent()
        ? OptionalLong.of(Long.parseLong(digits.get().replaceFirst("\\..*", "")))
        : OptionalLong.empty();
  }

  static Optional<VmId> vmId(JsonNode node, String field) {
    return number(node, field).stream()
        .filter(number -> number >= VmId.MIN && number <= VmId.MAX)
        .mapToObj(number -> new VmId((int) number))
        .findFirst();
  }

  static Optional<NodeName> node(JsonNode node, String field) {
    return text(node, field).map(NodeName::new);
  }

  static Map<String, String> fields(JsonNode node) {
    Map<String, String> fields = new LinkedHashMap<>();
    node.propertyStream().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
    return fields;
  }

  private Json() {}
}
