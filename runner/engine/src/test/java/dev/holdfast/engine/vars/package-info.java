@NullMarked
package dev.holdfast.engine.vars;

import org.jspecify.annotations.NullMarked;
