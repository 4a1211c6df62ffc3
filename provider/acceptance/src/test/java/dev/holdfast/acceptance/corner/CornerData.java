package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.value.Value;

/// What a configured provider hands to its types.
///
/// @param prefix as configured: known, null or unknown
record CornerData(World world, Value prefix) {}
