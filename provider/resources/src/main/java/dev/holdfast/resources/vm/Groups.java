package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/// Objects with nothing in them.
final class Groups {

  private Groups() {}

  /// An object of the body whose attributes are all null.
  static Value.Obj nulls(Body body) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Attribute attribute : body.attributes()) {
      values.put(attribute.name(), Values.NULL);
    }
    return new Value.Obj(values);
  }

  /// An empty object of the group of that name.
  static Value.Obj empty(Body body, String group) {
    AttributeType type = body.attribute(group).orElseThrow().type();
    return nulls(((AttributeType.Nested) type).body());
  }
}
