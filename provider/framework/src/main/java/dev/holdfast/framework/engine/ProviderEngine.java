package dev.holdfast.framework.engine;

import dev.holdfast.framework.resource.Provider;

/// A provider ready to be called; makes a [Session] for each connection.
///
/// The engine itself holds no state, so sessions with different configurations work side by side.
public final class ProviderEngine<D> {

  private final Catalog<D> catalog;

  public ProviderEngine(Provider<D> provider) {
    this.catalog = new Catalog<>(provider);
  }

  /// The type name in the registry address.
  public String name() {
    return catalog.provider().name();
  }

  /// The shapes of everything the provider serves.
  public ProviderSchemas schemas() {
    return catalog.schemas();
  }

  /// A session that is not configured yet.
  public Session newSession() {
    return new ProviderSession<>(catalog);
  }
}
