/// The Netmaker types under the real Terraform, against the simulated server in each of its eras.
///
/// Read first: [MeshTest], [MeshLifecycle].
@NullMarked
package dev.holdfast.acceptance.network;

import org.jspecify.annotations.NullMarked;
