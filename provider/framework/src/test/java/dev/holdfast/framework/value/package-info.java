/// Tests of this package.
@NullMarked
package dev.holdfast.framework.value;

import org.jspecify.annotations.NullMarked;
