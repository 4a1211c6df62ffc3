/// codec
@NullMarked
package dev.holdfast.framework.codec;

import org.jspecify.annotations.NullMarked;
