/// Proxmox VE simulator.
@NullMarked
package dev.holdfast.simulator.proxmox;

import org.jspecify.annotations.NullMarked;
