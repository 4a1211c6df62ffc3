/// engine
@NullMarked
package dev.holdfast.framework.engine;

import org.jspecify.annotations.NullMarked;
