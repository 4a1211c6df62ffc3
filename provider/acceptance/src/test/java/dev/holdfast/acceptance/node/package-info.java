/// The real Terraform makes clusters of machines with fakes of Kubernetes.
///
/// Read first: [NodeLifecycleTest], [Cluster] (its machines).
@NullMarked
package dev.holdfast.acceptance.node;

import org.jspecify.annotations.NullMarked;
