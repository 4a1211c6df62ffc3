@NullMarked
package dev.holdfast.simulator.http;

import org.jspecify.annotations.NullMarked;
