/// Which host keys are trusted: `known_hosts` files, authorities, revoked keys and pins.
///
/// Read first: [HostTrust] (what is decided about a key), [KnownHostsFile] (a file's lines).
@NullMarked
package dev.holdfast.transport.hosts;

import org.jspecify.annotations.NullMarked;
