@NullMarked
package dev.holdfast.resources.ssh;

import org.jspecify.annotations.NullMarked;
