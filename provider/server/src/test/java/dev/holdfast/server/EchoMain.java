package dev.holdfast.server;

import java.util.List;

/// The echo provider as a program, for tests of whole processes.
final class EchoMain {
  private EchoMain() {}

  public static void main(String[] arguments) {
    System.exit(
        PluginProcess.run(
            List.of(arguments), EchoSession.provider(), ProviderAddress.holdfast("echo")));
  }
}
