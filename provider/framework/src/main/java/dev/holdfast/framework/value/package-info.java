/// Terraform's values, types and paths.
///
/// Read first: [Value] (what an attribute holds), [Type] (what it may hold), [Path] (where it
/// stands).
@NullMarked
package dev.holdfast.framework.value;

import org.jspecify.annotations.NullMarked;
