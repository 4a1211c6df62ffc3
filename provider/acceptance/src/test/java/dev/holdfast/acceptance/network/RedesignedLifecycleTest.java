package dev.holdfast.acceptance.network;

import dev.holdfast.simulator.netmaker.NetmakerOptions;

/// The redesigned records of 1.5.1.
class RedesignedLifecycleTest extends MeshLifecycle {
  RedesignedLifecycleTest() {
    super(NetmakerOptions.community().playing(NetmakerOptions.NEWEST));
  }
}
