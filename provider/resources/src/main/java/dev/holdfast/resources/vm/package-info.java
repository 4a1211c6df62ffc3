/// The proxmox_vm resource.
@NullMarked
package dev.holdfast.resources.vm;

import org.jspecify.annotations.NullMarked;
