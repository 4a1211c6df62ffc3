/// Proxmox VE client.
@NullMarked
package dev.holdfast.client.proxmox;

import org.jspecify.annotations.NullMarked;
