package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;

/// A schema with its type, worked out once.
record Shape(Schema schema, Type.Obj type) {

  static Shape of(Schema schema) {
    return new Shape(schema, schema.type());
  }

  Body body() {
    return schema.body();
  }
}
