package dev.holdfast.acceptance.network;

import dev.holdfast.simulator.netmaker.NetmakerOptions;

/// The oldest era, 0.99.
class FirstEraLifecycleTest extends MeshLifecycle {
  FirstEraLifecycleTest() {
    super(NetmakerOptions.community().playing(NetmakerOptions.FIRST));
  }
}
