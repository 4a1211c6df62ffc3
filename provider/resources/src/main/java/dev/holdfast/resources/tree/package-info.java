/// Looking values up inside a resource's object.
///
/// Read first: [Trees].
@NullMarked
package dev.holdfast.resources.tree;

import org.jspecify.annotations.NullMarked;
