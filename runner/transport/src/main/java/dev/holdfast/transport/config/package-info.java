/// What users write about SSH, made into a [dev.holdfast.transport.Target.Ssh]: `ssh_config` files,
/// arguments of `ssh`, Ansible's variables. Reads files through a function, so it is pure.
///
/// Read first: [SshRequest] (what is asked), [SshResolver] (the answer), [SshConfig] (the files).
@NullMarked
package dev.holdfast.transport.config;

import org.jspecify.annotations.NullMarked;
