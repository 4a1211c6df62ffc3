/// Tests of the API description and the checks that follow from it.
@NullMarked
package dev.holdfast.simulator.proxmox.api;

import org.jspecify.annotations.NullMarked;
