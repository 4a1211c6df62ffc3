package dev.holdfast.machines;

/// A place of a [Network]: a segment of its own with a router to the others.
///
/// @param number which /24 of the network it has
/// @param prefix its range, such as `198.18.1.0/24`
/// @param gateway the router's address in it
/// @param hidden whether the router masquerades what leaves and lets nothing in
public record Site(String name, int number, String prefix, String gateway, boolean hidden) {
  /// The name of its bridge.
  String bridge() {
    return "site" + number;
  }

  /// The address of its `host`th machine.
  String address(int host) {
    return prefix.substring(0, prefix.lastIndexOf('.') + 1) + host;
  }
}
