/// Interprets tables and authors' code for every call of the plugin protocol.
///
/// Read first: [ProviderEngine], [Session], [Rpc].
@NullMarked
package dev.holdfast.framework.engine;

import org.jspecify.annotations.NullMarked;
