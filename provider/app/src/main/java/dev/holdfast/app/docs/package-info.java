/// Writes the documentation in the registry's format from the tables.
///
/// Read first: [DocsMain], [SchemaText].
@NullMarked
package dev.holdfast.app.docs;

import org.jspecify.annotations.NullMarked;
