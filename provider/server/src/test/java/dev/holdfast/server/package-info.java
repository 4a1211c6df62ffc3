/// Tests of the package of the same name, and the processes that they start.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
