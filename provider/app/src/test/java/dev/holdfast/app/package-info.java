/// Tests of the program's start, and of the package as a whole.
@NullMarked
package dev.holdfast.app;

import org.jspecify.annotations.NullMarked;
