@NullMarked
package dev.holdfast.simulator.clock;

import org.jspecify.annotations.NullMarked;
