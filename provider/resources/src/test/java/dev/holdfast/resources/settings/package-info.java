/// Tests of this package.
@NullMarked
package dev.holdfast.resources.settings;

import org.jspecify.annotations.NullMarked;
