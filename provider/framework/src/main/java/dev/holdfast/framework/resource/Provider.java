package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A provider: its own configuration and the types it serves.
///
/// One provider object serves any number of configurations at once, so it holds no state of its
/// own.
///
/// @param <D> what a configured provider hands to its resources: clients, limits, settings
public interface Provider<D> {

  /// The type name in the registry address, such as `proxmox`.
  String name();

  Schema schema();

  /// Makes what the resources work with. The configuration may hold unknowns during a plan.
  ///
  /// @return empty after an error
  Optional<D> configure(Value.Obj config, Setup setup, Diagnostics diagnostics);

  default List<Resource<D>> resources() {
    return List.of();
  }

  default List<DataSource<D>> dataSources() {
    return List.of();
  }

  default List<EphemeralResource<D>> ephemeralResources() {
    return List.of();
  }

  default List<Function> functions() {
    return List.of();
  }

  default List<ListResource<D>> listResources() {
    return List.of();
  }

  default List<Action<D>> actions() {
    return List.of();
  }

  /// @param terraformVersion the calling program's version, such as `1.11.4`
  record Setup(String terraformVersion, ClientCapabilities client, Cancellation cancellation) {}
}
