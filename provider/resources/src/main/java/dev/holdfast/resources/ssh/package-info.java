/// How machines are reached over SSH, for every type that works on machines: the object `ssh` of a
/// resource, and the block `ssh` of the provider with the secrets.
///
/// Read first: [SshTable] (the object), [SshSettings] (the block), [SshWays] (what they come to).
@NullMarked
package dev.holdfast.resources.ssh;

import org.jspecify.annotations.NullMarked;
