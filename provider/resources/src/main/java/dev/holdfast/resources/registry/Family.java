package dev.holdfast.resources.registry;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxSection;
import dev.holdfast.resources.settings.ProxmoxSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One published provider: a name, the settings of its servers and the types it serves.
final class Family implements Provider<Clients> {

  private final String name;
  private final Schema schema;
  private final Settings settings;
  private final List<Resource<Clients>> resources;

  Family(String name, Schema schema, Settings settings, List<Resource<Clients>> resources) {
    this.name = name;
    this.schema = schema;
    this.settings = settings;
    this.resources = List.copyOf(resources);
  }

  /// Where the settings of each server stand in the provider's configuration.
  ///
  /// @param proxmox the path of the Proxmox settings, empty where the provider has none
  record Settings(
      Optional<Path> proxmox, Function<String, Optional<String>> environment, Pacer pacer) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Optional<Clients> configure(Value.Obj config, Setup setup, Diagnostics diagnostics) {
    return Optional.of(
        new Clients(
            settings
                .proxmox()
                .map(path -> proxmox(config, path, diagnostics))
                .orElseGet(ProxmoxSection.LeftOut::new)));
  }

  private ProxmoxSection proxmox(Value.Obj config, Path path, Diagnostics diagnostics) {
    Value section = path.steps().isEmpty() ? config : config.get(path.toString());
    if (section.isUnknown()) {
      return new ProxmoxSection.NotYetKnown();
    }
    return section instanceof Value.Obj found
        ? ProxmoxSettings.access(found, path, settings.environment(), settings.pacer(), diagnostics)
        : new ProxmoxSection.LeftOut();
  }

  @Override
  public List<Resource<Clients>> resources() {
    return resources;
  }
}
