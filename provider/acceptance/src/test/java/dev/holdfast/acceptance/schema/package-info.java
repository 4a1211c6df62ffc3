/// Checks what the provider sends against the vendor's own schema, where that is there.
@NullMarked
package dev.holdfast.acceptance.schema;

import org.jspecify.annotations.NullMarked;
