@NullMarked
package dev.holdfast.resources.seed;

import org.jspecify.annotations.NullMarked;
