/// The Netmaker types: networks, keys, machines, memberships and routes.
///
/// Read first: [MeshResource] (what they have in common), [NetworkTable] (one of the tables),
/// [EgressChecks] (what the server does not check).
@NullMarked
package dev.holdfast.resources.network;

import org.jspecify.annotations.NullMarked;
