/// The plugin process below the provider: environment, handshake line, mutual TLS, sockets and the
/// services that every go-plugin host expects.
///
/// Read first: `LaunchEnvironment` (what the host hands over), `PluginEndpoint` (the running gRPC
/// server), `MutualTls` (who may connect).
@NullMarked
package dev.holdfast.server.process;

import org.jspecify.annotations.NullMarked;
