/// The persistent remote shell: one channel, one `/bin/sh`, many tasks.
///
/// Read first: [Shells] (the shells of one connection), the resource `loop.sh` (the far end),
/// [Session] (the protocol with it).
@NullMarked
package dev.holdfast.transport.shell;

import org.jspecify.annotations.NullMarked;
