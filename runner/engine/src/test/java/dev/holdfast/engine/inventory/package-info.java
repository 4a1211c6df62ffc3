@NullMarked
package dev.holdfast.engine.inventory;

import org.jspecify.annotations.NullMarked;
