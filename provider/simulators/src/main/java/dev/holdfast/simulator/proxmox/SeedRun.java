package dev.holdfast.simulator.proxmox;

/// A first boot of a guest that found a disk for cloud-init.
///
/// @param vmid the machine
/// @param slot where the disk was
/// @param userData what the disk told, encoded parts decoded
public record SeedRun(int vmid, String slot, String userData) {}
