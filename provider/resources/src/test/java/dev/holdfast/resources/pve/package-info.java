/// Tests of this package.
@NullMarked
package dev.holdfast.resources.pve;

import org.jspecify.annotations.NullMarked;
