/// The plugin protocol's calls: each one is translated, handed to the framework's session, and its
/// answer translated back.
///
/// Read first: `ProviderService` (all calls), `Answering` (what surrounds each), `ToWire` and
/// `FromWire` (the two directions).
@NullMarked
package dev.holdfast.server.rpc;

import org.jspecify.annotations.NullMarked;
