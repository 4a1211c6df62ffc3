@NullMarked
package dev.holdfast.engine.settings;

import org.jspecify.annotations.NullMarked;
