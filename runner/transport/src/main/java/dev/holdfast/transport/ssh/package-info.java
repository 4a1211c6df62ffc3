/// Connections over SSH: sshj's protocol with our algorithms, host keys, authentication and
/// channels.
///
/// Read first: [SshTransport] (opens connections), [Link] (one authenticated server), [SshChannels]
/// (commands on a machine, over as many links as they need).
@NullMarked
package dev.holdfast.transport.ssh;

import org.jspecify.annotations.NullMarked;
