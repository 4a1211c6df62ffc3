package dev.holdfast.acceptance.network;

import dev.holdfast.simulator.netmaker.NetmakerOptions;

/// The end of the first era, 1.5.0.
class LastTextsLifecycleTest extends MeshLifecycle {
  LastTextsLifecycleTest() {
    super(NetmakerOptions.community().playing(NetmakerOptions.TEXTS));
  }
}
