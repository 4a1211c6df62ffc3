/// The form of inventory and plays for which the runner was first made.
///
/// Read first: [OriginTest].
@NullMarked
package dev.holdfast.runner.acceptance.origin;

import org.jspecify.annotations.NullMarked;
