/// Provider configuration: what users set once, and the clients made from it.
///
/// Read first: [Clients], [ProxmoxSettings], [NetmakerSettings].
@NullMarked
package dev.holdfast.resources.settings;

import org.jspecify.annotations.NullMarked;
