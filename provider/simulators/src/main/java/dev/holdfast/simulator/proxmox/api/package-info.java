/// What the Proxmox VE API accepts: calls, parameters, property strings and privileges, read from
/// description files of our own, and the checks that follow from them. Pure: no state, no HTTP.
/// Start at [dev.holdfast.simulator.proxmox.api.ApiCatalog],
/// [dev.holdfast.simulator.proxmox.api.ParameterCheck] and
/// [dev.holdfast.simulator.proxmox.api.PropertyString].
@NullMarked
package dev.holdfast.simulator.proxmox.api;

import org.jspecify.annotations.NullMarked;
