/// Drives the real `terraform` program in scratch folders.
///
/// Read first: [Workspace], [Run], [Providers].
@NullMarked
package dev.holdfast.acceptance.terraform;

import org.jspecify.annotations.NullMarked;
