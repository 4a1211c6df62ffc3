package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.ProviderSchemas;
import dev.holdfast.framework.engine.Session;
import java.util.function.Supplier;

/// A provider as this server needs it.
///
/// @param schemas what it offers; asked for when a client wants to know
/// @param sessions makes one session for each connection
public record ServedProvider(Supplier<ProviderSchemas> schemas, Supplier<Session> sessions) {}
