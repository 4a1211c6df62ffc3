/// A host's side of the plugin protocol, for what no Terraform at hand calls: identity, list
/// resources, actions, generated configuration and deferral. Every answer is held against the rules
/// that Terraform would apply to it.
///
/// Read first: [ProtocolClient]; the process is started by `HostedPlugin` of the server's tests.
@NullMarked
package dev.holdfast.acceptance.protocol;

import org.jspecify.annotations.NullMarked;
