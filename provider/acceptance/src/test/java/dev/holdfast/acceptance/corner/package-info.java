/// A provider of corner cases on our own attribute tables, and tests in which the real Terraform
/// drives every feature of the framework through it.
///
/// Read first: [CornerProvider], [World], [CornerTest].
@NullMarked
package dev.holdfast.acceptance.corner;

import org.jspecify.annotations.NullMarked;
