/// `k8s_node`, and what is asked of the cluster that it is part of: machines become nodes of a
/// Kubernetes cluster through `runner/bootstrap`.
///
/// Read first: [NodeTable] (attributes), [NodeInputs] (what they come to for a machine),
/// [NodeResource].
@NullMarked
package dev.holdfast.resources.node;

import org.jspecify.annotations.NullMarked;
