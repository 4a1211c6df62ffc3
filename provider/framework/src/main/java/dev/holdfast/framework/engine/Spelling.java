package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// Keeps the spelling of a value that is already known where a new one means the same.
final class Spelling {

  private Spelling() {}

  /// `actual` in the words of `reference`, attribute by attribute.
  static Value kept(Body body, Value reference, Value actual) {
    return Tree.map(
        body,
        new Trio(reference, Values.NULL, actual),
        node -> kept(node.attribute(), node.config(), node.planned()));
  }

  /// `actual`, or `reference` where the two mean the same.
  static Value kept(Attribute attribute, Value reference, Value actual) {
    return same(attribute, reference, actual) ? reference : actual;
  }

  /// Whether two values of an attribute are equal or mean the same.
  static boolean same(Attribute attribute, Value one, Value other) {
    return one.equals(other)
        || (!one.isNull()
            && !other.isNull()
            && one.isWhollyKnown()
            && other.isWhollyKnown()
            && attribute.plan().equality().same(one, other));
  }
}
