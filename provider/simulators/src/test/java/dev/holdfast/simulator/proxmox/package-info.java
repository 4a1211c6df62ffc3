/// Tests of the Proxmox VE simulator: every observed behaviour is a named test.
@NullMarked
package dev.holdfast.simulator.proxmox;

import org.jspecify.annotations.NullMarked;
