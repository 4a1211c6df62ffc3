package dev.holdfast.acceptance.corner;

import dev.holdfast.server.PluginProcess;
import dev.holdfast.server.ProviderAddress;
import java.util.List;

/// The corner-case provider as a program of its own, for tests that start it as a host would.
public final class CornerMain {

  private CornerMain() {}

  public static void main(String[] arguments) {
    System.exit(
        PluginProcess.run(
            List.of(arguments),
            new CornerProvider(new World(1)),
            ProviderAddress.holdfast("corner")));
  }
}
