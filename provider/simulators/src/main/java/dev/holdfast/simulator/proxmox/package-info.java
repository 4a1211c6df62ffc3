/// A stateful Proxmox VE cluster behind its API, for tests and the embedded lab. Start at
/// [dev.holdfast.simulator.proxmox.ProxmoxSimulator] (what a test holds),
/// [dev.holdfast.simulator.proxmox.Dispatcher] (how a request is answered) and
/// [dev.holdfast.simulator.proxmox.World] (the state). Behaviour follows what was observed on real
/// servers; the tests name it line by line.
@NullMarked
package dev.holdfast.simulator.proxmox;

import org.jspecify.annotations.NullMarked;
