/// The `proxmox_vm` resource.
///
/// Read first: [VmTable] (what it looks like), [VmPlan] (what has to be done), [VmSteps] (how it is
/// done).
@NullMarked
package dev.holdfast.resources.vm;

import org.jspecify.annotations.NullMarked;
