/// Tests of this package.
@NullMarked
package dev.holdfast.resources.node;

import org.jspecify.annotations.NullMarked;
