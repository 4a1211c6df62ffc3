/// Keeps our description of the wire from drifting.
@NullMarked
package dev.holdfast.proto;

import org.jspecify.annotations.NullMarked;
