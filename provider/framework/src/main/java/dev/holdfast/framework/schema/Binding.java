package dev.holdfast.framework.schema;

/// The other half of an attribute: how the resource's own engine carries it to its server.
///
/// The framework never looks inside; each API has one engine that knows its own bindings.
public interface Binding {

  /// An attribute that no wire engine carries.
  enum None implements Binding {
    NONE
  }

  Binding NONE = None.NONE;
}
