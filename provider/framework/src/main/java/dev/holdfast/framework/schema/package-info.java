/// Attribute tables: what a resource looks like, declared once and interpreted everywhere.
///
/// Read first: [Attribute], [Body], [Schema].
@NullMarked
package dev.holdfast.framework.schema;

import org.jspecify.annotations.NullMarked;
