package dev.holdfast.resources.registry;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerSettings;
import dev.holdfast.resources.settings.ProxmoxSettings;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.ssh.SshSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One published provider: a name, the settings of its servers and the types it serves.
final class Family implements Provider<Clients> {

  private final String name;
  private final Schema schema;
  private final Settings settings;
  private final Types types;

  Family(String name, Schema schema, Settings settings, Types types) {
    this.name = name;
    this.schema = schema;
    this.settings = settings;
    this.types = types;
  }

  /// What a provider serves.
  record Types(
      List<Resource<Clients>> resources,
      List<EphemeralResource<Clients>> ephemerals,
      List<DataSource<Clients>> sources) {

    Types {
      resources = List.copyOf(resources);
      ephemerals = List.copyOf(ephemerals);
      sources = List.copyOf(sources);
    }
  }

  /// Where the settings of each server stand in the provider's configuration.
  ///
  /// @param proxmox the path of the Proxmox settings, empty where the provider has none
  /// @param netmaker the path of the Netmaker settings, empty where the provider has none
  record Settings(
      Optional<Path> proxmox,
      Optional<Path> netmaker,
      Function<String, Optional<String>> environment,
      Pacer pacer) {}

  /// Makes the way to one kind of server from its settings.
  @FunctionalInterface
  private interface Opening<A> {
    Section<A> open(
        Value.Obj config,
        Path at,
        Function<String, Optional<String>> environment,
        Pacer pacer,
        Diagnostics diagnostics);
  }

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
            section(config, settings.proxmox(), ProxmoxSettings::access, diagnostics),
            section(config, settings.netmaker(), NetmakerSettings::access, diagnostics),
            SshSettings.access(config)));
  }

  private <A> Section<A> section(
      Value.Obj config, Optional<Path> at, Opening<A> opening, Diagnostics diagnostics) {
    if (at.isEmpty()) {
      return new Section.LeftOut<>();
    }
    Path path = at.get();
    Value section = path.steps().isEmpty() ? config : config.get(path.toString());
    if (section.isUnknown()) {
      return new Section.NotYetKnown<>();
    }
    return section instanceof Value.Obj found
        ? opening.open(found, path, settings.environment(), settings.pacer(), diagnostics)
        : new Section.LeftOut<>();
  }

  @Override
  public List<Resource<Clients>> resources() {
    return types.resources();
  }

  @Override
  public List<EphemeralResource<Clients>> ephemeralResources() {
    return types.ephemerals();
  }

  @Override
  public List<DataSource<Clients>> dataSources() {
    return types.sources();
  }
}
