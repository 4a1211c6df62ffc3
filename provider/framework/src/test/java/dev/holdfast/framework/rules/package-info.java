/// Tests of this package.
@NullMarked
package dev.holdfast.framework.rules;

import org.jspecify.annotations.NullMarked;
