package dev.holdfast.app;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.server.PluginProcess;
import dev.holdfast.server.ProviderAddress;
import java.util.List;
import java.util.Optional;

/// Entry point of the packaged provider.
///
/// The launcher hands over the name it was started by as the system property `holdfast.executable`;
/// it decides the family of types that is served.
public final class Main {

  private Main() {}

  /// @param arguments `-debug`, or none when Terraform starts the program
  public static void main(String[] arguments) {
    Families families =
        new Families(name -> Optional.ofNullable(System.getenv(name)), Pacer.system());
    Provider<Clients> provider =
        families.ofExecutable(System.getProperty("holdfast.executable", ""));
    System.exit(
        PluginProcess.run(List.of(arguments), provider, ProviderAddress.holdfast(provider.name())));
  }
}
