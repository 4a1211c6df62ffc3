package dev.holdfast.client.netmaker;

import dev.holdfast.client.text.Flag;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The named values of one JSON object; immutable, every change gives a new value.
///
/// Most of the API's writes replace the whole of a thing, so what is read is kept with every field,
/// known or not, and written back with the changed ones.
public final class Fields {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Fields NONE = new Fields(NODES.objectNode());

  private final ObjectNode node;

  private Fields(ObjectNode node) {
    this.node = node;
  }

  public static Fields none() {
    return NONE;
  }

  /// The fields of an object; none of anything else.
  static Fields of(JsonNode node) {
    return node instanceof ObjectNode object ? new Fields(object.deepCopy()) : NONE;
  }

  public boolean has(String name) {
    return !node.path(name).isMissingNode() && !node.path(name).isNull();
  }

  /// A scalar as text; a blank one counts as absent, and so does what Go prints for nothing.
  public Optional<String> text(String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asString()).filter(text -> !text.isBlank() && !text.equals("<nil>"))
        : Optional.empty();
  }

  /// A number, also one written as text.
  public Optional<Long> number(String name) {
    return text(name)
        .filter(text -> text.matches("-?\\d{1,19}"))
        .map(BigInteger::new)
        .filter(number -> number.bitLength() < Long.SIZE)
        .map(BigInteger::longValue);
  }

  /// A yes or no in any of the forms that the eras of the server use.
  public Optional<Boolean> flag(String name) {
    return text(name).flatMap(Flag::parse);
  }

  /// The elements of a list of texts; none where there is no list.
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (node.path(name).isArray()) {
      node.path(name).forEach(element -> texts.add(element.asString("")));
    }
    return texts;
  }

  /// The names and numbers of an object; names whose value is no number are left out.
  public Map<String, Long> numbers(String name) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    node.path(name)
        .propertyStream()
        .filter(entry -> entry.getValue().isNumber())
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
    return numbers;
  }

  public Fields with(String name, String value) {
    return changed(name, NODES.stringNode(value));
  }

  public Fields with(String name, long value) {
    return changed(name, NODES.numberNode(value));
  }

  public Fields with(String name, boolean value) {
    return changed(name, NODES.booleanNode(value));
  }

  public Fields with(String name, Collection<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return changed(name, array);
  }

  public Fields with(String name, Map<String, Long> numbers) {
    ObjectNode object = NODES.objectNode();
    numbers.forEach(object::put);
    return changed(name, object);
  }

  public Fields without(String name) {
    ObjectNode copy = node.deepCopy();
    copy.remove(name);
    return new Fields(copy);
  }

  /// The same under another name.
  Fields renamed(String from, String to) {
    JsonNode value = node.path(from);
    return value.isMissingNode() ? this : without(from).changed(to, value);
  }

  private Fields changed(String name, JsonNode value) {
    ObjectNode copy = node.deepCopy();
    copy.set(name, value);
    return new Fields(copy);
  }

  String json() {
    return JSON.writeValueAsString(node);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && node.equals(fields.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  /// Values may be secrets, so only the names are printed.
  @Override
  public String toString() {
    return "fields " + List.copyOf(node.propertyNames());
  }
}
