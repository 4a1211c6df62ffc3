/// Tests of this package.
@NullMarked
package dev.holdfast.resources.netmaker;

import org.jspecify.annotations.NullMarked;
