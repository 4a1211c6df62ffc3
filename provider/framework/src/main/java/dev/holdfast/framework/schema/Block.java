package dev.holdfast.framework.schema;

import java.util.Optional;

/// A nested block, for the few places where authors expect one; new designs use nested attributes.
///
/// @param minItems least number of blocks, 0 for any; MAP and GROUP have none, SINGLE has 0, or 1
///   where it must be there
/// @param maxItems greatest number of blocks, 0 for any; SINGLE has the same as `minItems`
public record Block(
    String name,
    Nesting nesting,
    Body body,
    long minItems,
    long maxItems,
    String doc,
    Optional<String> deprecation) {

  public static Block of(String name, Nesting nesting, Body body, String doc) {
    return new Block(name, nesting, body, 0, 0, doc, Optional.empty());
  }
}
