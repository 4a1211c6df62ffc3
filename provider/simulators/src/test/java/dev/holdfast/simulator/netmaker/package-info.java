/// Tests of this package.
@NullMarked
package dev.holdfast.simulator.netmaker;

import org.jspecify.annotations.NullMarked;
