/// Tests of this package.
@NullMarked
package dev.holdfast.resources.registry;

import org.jspecify.annotations.NullMarked;
