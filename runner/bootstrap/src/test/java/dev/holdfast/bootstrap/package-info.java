/// What is decided about machines, without machines.
@NullMarked
package dev.holdfast.bootstrap;

import org.jspecify.annotations.NullMarked;
