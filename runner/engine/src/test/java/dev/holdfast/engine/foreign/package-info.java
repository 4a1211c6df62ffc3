@NullMarked
package dev.holdfast.engine.foreign;

import org.jspecify.annotations.NullMarked;
