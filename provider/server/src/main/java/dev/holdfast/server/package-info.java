/// The plugin process: handshake, mutual TLS, gRPC to framework and back.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
