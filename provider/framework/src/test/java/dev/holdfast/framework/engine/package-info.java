/// Tests of the engine through its sessions, with a small provider made of functions.
///
/// Read first: [Bench], [TestResource].
@NullMarked
package dev.holdfast.framework.engine;

import org.jspecify.annotations.NullMarked;
