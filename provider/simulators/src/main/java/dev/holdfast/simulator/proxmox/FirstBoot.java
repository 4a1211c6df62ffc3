package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.Map;
import java.util.Optional;

/// What a guest does that finds a disk for cloud-init when it starts.
final class FirstBoot {

  private FirstBoot() {}

  static void begin(World world, Vm vm) {
    Disks disks = new Disks(world, vm.node());
    for (Map.Entry<String, PropertyString> drive : Drives.of(world, vm.config()).entrySet()) {
      Optional<SeedDisk> seed =
          Drives.volume(drive.getValue()).flatMap(disks::find).flatMap(Volume::seed);
      if (seed.isPresent()) {
        world.seedRuns.add(new SeedRun(vm.id(), drive.getKey(), seed.get().userData()));
        begin(world, vm, seed.get());
        return;
      }
    }
  }

  private static void begin(World world, Vm vm, SeedDisk seed) {
    Vm.Power power = vm.power();
    world.clock.scheduleAfter(
        world.times.boot().plus(vm.guest().programTime()),
        () -> {
          world.guard.lock();
          try {
            if (vm.power().equals(power)) {
              end(world, vm, seed);
            }
          } finally {
            world.guard.unlock();
          }
        });
  }

  private static void end(World world, Vm vm, SeedDisk seed) {
    switch (vm.guest().firstBoot()) {
      case SUCCEEDS -> {
        if (seed.powersOff()) {
          PowerCalls.off(world, vm);
        }
      }
      case FAILS -> vm.agentMemory().files.putAll(vm.guest().programs());
      case HANGS -> {}
    }
  }
}
