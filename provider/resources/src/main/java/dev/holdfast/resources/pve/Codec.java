package dev.holdfast.resources.pve;

import dev.holdfast.framework.value.Value;

/// Carries one attribute value to the text that PVE stores and back.
public interface Codec {

  /// The text for a value that is neither null nor unknown.
  String encode(Value value);

  /// The value of a text that the server sent.
  Value decode(String text);
}
