/// What the throwaway machines promise.
@NullMarked
package dev.holdfast.machines;

import org.jspecify.annotations.NullMarked;
