package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import java.util.List;
import java.util.function.Consumer;

/// The [Session] of a provider: hands each call to the class that answers its family.
final class ProviderSession<D> implements Session {

  private final Calls<D> calls = new Calls<>();
  private final Configuration<D> configuration;
  private final Validation<D> validation;
  private final Upgrades<D> upgrades;
  private final ResourceReading<D> reading;
  private final ResourcePlanning<D> planning;
  private final ResourceApplying<D> applying;
  private final Transfers<D> transfers;
  private final ConfigGeneration<D> generation;
  private final DataReading<D> data;
  private final Ephemerals<D> ephemerals;
  private final Functions<D> functions;
  private final Listing<D> listing;
  private final Actions<D> actions;

  ProviderSession(Catalog<D> catalog) {
    this.configuration = new Configuration<>(catalog, calls);
    this.validation = new Validation<>(catalog, calls);
    this.upgrades = new Upgrades<>(catalog, calls);
    this.reading = new ResourceReading<>(catalog, calls);
    this.planning = new ResourcePlanning<>(catalog, calls);
    this.applying = new ResourceApplying<>(catalog, calls);
    this.transfers = new Transfers<>(catalog, calls);
    this.generation = new ConfigGeneration<>(catalog, calls);
    this.data = new DataReading<>(catalog, calls);
    this.ephemerals = new Ephemerals<>(catalog, calls);
    this.functions = new Functions<>(catalog, calls);
    this.listing = new Listing<>(catalog, calls);
    this.actions = new Actions<>(catalog, calls);
  }

  @Override
  public List<Diagnostic> validateProviderConfig(DynamicValue config) {
    return validation.provider(config);
  }

  @Override
  public List<Diagnostic> configure(Rpc.Configure request) {
    return configuration.configure(request);
  }

  @Override
  public List<Diagnostic> validate(Rpc.Validate request) {
    return validation.type(request);
  }

  @Override
  public Rpc.Upgraded upgradeState(Rpc.Upgrade request) {
    return upgrades.state(request);
  }

  @Override
  public Rpc.Upgraded upgradeIdentity(Rpc.Upgrade request) {
    return upgrades.identity(request);
  }

  @Override
  public Rpc.ReadAnswer read(Rpc.Read request) {
    return reading.read(request);
  }

  @Override
  public Rpc.PlanAnswer plan(Rpc.Plan request) {
    return planning.plan(request);
  }

  @Override
  public Rpc.ApplyAnswer apply(Rpc.Apply request) {
    return applying.apply(request);
  }

  @Override
  public Rpc.ImportAnswer importState(Rpc.Import request) {
    return transfers.importState(request);
  }

  @Override
  public Rpc.MoveAnswer moveState(Rpc.Move request) {
    return transfers.moveState(request);
  }

  @Override
  public Rpc.Generated generateConfig(String typeName, DynamicValue state) {
    return generation.generate(typeName, state);
  }

  @Override
  public Rpc.DataAnswer readData(String typeName, DynamicValue config, ClientCapabilities client) {
    return data.read(typeName, config, client);
  }

  @Override
  public Rpc.Opened open(String typeName, DynamicValue config, ClientCapabilities client) {
    return ephemerals.open(typeName, config, client);
  }

  @Override
  public Rpc.Renewed renew(String typeName, Bytes privateState) {
    return ephemerals.renew(typeName, privateState);
  }

  @Override
  public List<Diagnostic> close(String typeName, Bytes privateState) {
    return ephemerals.close(typeName, privateState);
  }

  @Override
  public Rpc.FunctionAnswer callFunction(String name, List<DynamicValue> arguments) {
    return functions.call(name, arguments);
  }

  @Override
  public void list(Rpc.ListQuery query, Consumer<Rpc.ListEvent> events) {
    listing.list(query, events);
  }

  @Override
  public Rpc.ActionPlan planAction(
      String typeName, DynamicValue config, ClientCapabilities client) {
    return actions.plan(typeName, config, client);
  }

  @Override
  public List<Diagnostic> invokeAction(
      String typeName, DynamicValue config, Consumer<String> progress) {
    return actions.invoke(typeName, config, progress);
  }

  @Override
  public void stop() {
    calls.stop();
  }
}
