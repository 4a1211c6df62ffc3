package dev.holdfast.framework.engine;

import dev.holdfast.framework.resource.Provider;

/// A provider ready to be called; makes a [Session] for each connection.
public final class ProviderEngine<D> {

  private final Provider<D> provider;

  public ProviderEngine(Provider<D> provider) {
    this.provider = provider;
  }

  /// The type name in the registry address.
  public String name() {
    return provider.name();
  }
}
