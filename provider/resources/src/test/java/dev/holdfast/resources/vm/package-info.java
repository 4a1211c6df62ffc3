/// Tests of this package.
@NullMarked
package dev.holdfast.resources.vm;

import org.jspecify.annotations.NullMarked;
