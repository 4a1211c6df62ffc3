package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps the rules of a type's identity: it fits its schema, it is known, and it never changes
/// while the object lives.
final class Identities {

  private final String typeName;
  private final Optional<Type.Obj> type;
  private final Diagnostics diagnostics;

  private Identities(String typeName, Optional<Type.Obj> type, Diagnostics diagnostics) {
    this.typeName = typeName;
    this.type = type;
    this.diagnostics = diagnostics;
  }

  static Identities of(Resource<?> resource, Diagnostics diagnostics) {
    Optional<Type.Obj> type =
        resource instanceof Identified identified
            ? Optional.of(type(identified.identitySchema()))
            : Optional.empty();
    return new Identities(resource.typeName(), type, diagnostics);
  }

  static Type.Obj type(IdentitySchema schema) {
    Map<String, Type> types = new LinkedHashMap<>();
    schema.attributes().forEach(attribute -> types.put(attribute.name(), attribute.type()));
    return new Type.Obj(types);
  }

  /// What was sent; empty where nothing was or the type has no identity.
  Optional<Value.Obj> read(DynamicValue sent) {
    return type.map(known -> Wire.read(known, sent, "identity"))
        .flatMap(
            value -> value instanceof Value.Obj object ? Optional.of(object) : Optional.empty());
  }

  /// The identity after a read: the stored one, unless there was none.
  DynamicValue afterRead(DynamicValue stored, Optional<Value.Obj> found) {
    return found.isEmpty() ? keep(stored) : same(stored, found.get());
  }

  /// The identity after an apply; a created object must have one.
  DynamicValue afterApply(DynamicValue planned, Optional<Value.Obj> found, boolean created) {
    if (type.isPresent() && created && found.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.error(
          "Missing identity after create",
          "The provider created the object but returned no identity for "
              + typeName
              + ". This is a bug in the provider.");
    }
    return found.isEmpty()
        ? keep(planned)
        : same(created ? DynamicValue.NONE : planned, found.get());
  }

  /// An identity that meets no earlier one.
  DynamicValue fresh(Optional<Value.Obj> found) {
    return found.isEmpty() ? DynamicValue.NONE : same(DynamicValue.NONE, found.get());
  }

  private DynamicValue keep(DynamicValue stored) {
    return type.isPresent() ? stored : DynamicValue.NONE;
  }

  private DynamicValue same(DynamicValue stored, Value.Obj found) {
    if (type.isEmpty()) {
      diagnostics.error(
          "Unable to use the identity",
          "The provider returned an identity for "
              + typeName
              + ", which has no identity schema. This is a bug in the provider.");
      return DynamicValue.NONE;
    }
    Conformance.Fitted conforming = Conformance.fitKnown(type.get(), found);
    Checks.misfits(conforming, "identity", diagnostics);
    Optional<Value.Obj> earlier = read(stored);
    if (earlier.isPresent() && !earlier.get().equals(conforming.value())) {
      diagnostics.error(
          "Unexpected change of identity",
          "The identity of "
              + typeName
              + " changed from "
              + Words.of(earlier.get())
              + " to "
              + Words.of(found)
              + " without a replacement. The object behind this resource may be another one.");
    }
    return Wire.write(type.get(), conforming.value());
  }
}
