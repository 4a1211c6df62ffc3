/// Connections to machines: through any chain of SSH hops, or to this machine itself.
///
/// Read first: [Connection] (what a machine can be asked), [Shell] (the persistent remote shell
/// that carries tasks), [Transport] (how a connection is described and opened).
@NullMarked
package dev.holdfast.transport;

import org.jspecify.annotations.NullMarked;
