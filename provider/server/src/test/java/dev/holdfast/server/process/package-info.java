/// Tests of the package of the same name.
@NullMarked
package dev.holdfast.server.process;

import org.jspecify.annotations.NullMarked;
