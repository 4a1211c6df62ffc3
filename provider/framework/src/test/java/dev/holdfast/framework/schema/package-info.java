/// Tests of this package.
@NullMarked
package dev.holdfast.framework.schema;

import org.jspecify.annotations.NullMarked;
