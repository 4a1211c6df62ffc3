package dev.holdfast.acceptance.terraform;

import dev.holdfast.framework.resource.Provider;
import dev.holdfast.server.ProviderAddress;
import dev.holdfast.server.ReattachServer;

/// Starts providers in the JVM of the test, under the address that a configuration without a host
/// names.
public final class Serving {

  private Serving() {}

  /// Serves the provider as `holdfast/NAME`.
  public static <D> ReattachServer holdfast(Provider<D> provider) {
    return as("holdfast", provider);
  }

  /// Serves the provider as `NAMESPACE/NAME`.
  public static <D> ReattachServer as(String namespace, Provider<D> provider) {
    return ReattachServer.start(
        provider, new ProviderAddress(TerraformBinary.defaultHost(), namespace, provider.name()));
  }
}
