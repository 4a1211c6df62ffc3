/// ansible-core itself, asked by tests what it makes of the same files.
@NullMarked
package dev.holdfast.engine.reference;

import org.jspecify.annotations.NullMarked;
