/// Tests of `proxmox_vm` in which the real Terraform works on a simulated cluster.
///
/// Read first: [VmTest], [VmLifecycleTest].
@NullMarked
package dev.holdfast.acceptance.vm;

import org.jspecify.annotations.NullMarked;
