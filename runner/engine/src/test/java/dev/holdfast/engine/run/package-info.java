@NullMarked
package dev.holdfast.engine.run;

import org.jspecify.annotations.NullMarked;
