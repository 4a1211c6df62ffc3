/// The one HTTP core under every API client of this module: connections, TLS, proxies, limits.
///
/// Read first: [HttpCore] (one exchange, never repeated), [HttpOutcome] (what became of it) and
/// [CallContext] (deadline and stop signal of the work at hand).
@NullMarked
package dev.holdfast.client.http;

import org.jspecify.annotations.NullMarked;
