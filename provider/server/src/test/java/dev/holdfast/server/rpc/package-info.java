/// Tests of the package of the same name.
@NullMarked
package dev.holdfast.server.rpc;

import org.jspecify.annotations.NullMarked;
