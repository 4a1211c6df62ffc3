/// `holdfast node`: machines become nodes of a Kubernetes cluster, and leave it, without Terraform.
///
/// Read first: [NodeCommand], [InventoryNodes] (what the inventory says a machine is to be).
@NullMarked
package dev.holdfast.cli.node;

import org.jspecify.annotations.NullMarked;
