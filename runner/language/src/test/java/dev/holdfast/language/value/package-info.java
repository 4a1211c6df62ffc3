@NullMarked
package dev.holdfast.language.value;

import org.jspecify.annotations.NullMarked;
