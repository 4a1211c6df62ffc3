@NullMarked
package dev.holdfast.engine.source;

import org.jspecify.annotations.NullMarked;
