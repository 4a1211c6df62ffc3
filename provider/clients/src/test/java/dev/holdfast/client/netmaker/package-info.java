/// Tests of this package.
@NullMarked
package dev.holdfast.client.netmaker;

import org.jspecify.annotations.NullMarked;
