package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.StateUpgrading;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.Map;

/// `corner_versioned`: at schema version 2. In version 0 the size was text with a unit (`"8G"`), in
/// version 1 it was called `gigabytes`.
record Versioned() implements Stored, StateUpgrading {

  private static final Attribute ID =
      Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE);

  private static final Schema SCHEMA =
      Schema.of("Has a past.", ID, Attribute.required("size", Type.NUMBER, "In gigabytes."))
          .versioned(2);

  @Override
  public String typeName() {
    return "corner_versioned";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Map<Long, Upgrader> upgraders() {
    Schema first = Schema.of("0", ID, Attribute.required("size", Type.STRING, "With a unit."));
    Schema second = Schema.of("1", ID, Attribute.required("gigabytes", Type.NUMBER, "How large."));
    return Map.of(
        0L, new Upgrader(first, (old, _) -> sized(old, number(old.get("size")))),
        1L, new Upgrader(second.versioned(1), (old, _) -> sized(old, old.get("gigabytes"))));
  }

  private static Value.Obj sized(Value.Obj old, Value size) {
    return new Value.Obj(Map.of("id", old.get("id"), "size", size));
  }

  private static Value number(Value text) {
    String digits = Values.string(text).orElseThrow().replace("G", "");
    return Value.of(new BigDecimal(digits));
  }
}
