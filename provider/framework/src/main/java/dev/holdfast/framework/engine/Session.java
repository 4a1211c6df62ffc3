package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import java.util.List;
import java.util.function.Consumer;

/// One client's connection to a provider: its configuration and the calls it makes.
///
/// Every method answers with diagnostics and never throws for a fault of the author's code: an
/// exception there becomes one diagnostic with a reference to the log. Calls may come from many
/// threads at once.
public interface Session {

  List<Diagnostic> validateProviderConfig(DynamicValue config);

  List<Diagnostic> configure(Rpc.Configure request);

  List<Diagnostic> validate(Rpc.Validate request);

  Rpc.Upgraded upgradeState(Rpc.Upgrade request);

  Rpc.Upgraded upgradeIdentity(Rpc.Upgrade request);

  Rpc.ReadAnswer read(Rpc.Read request);

  Rpc.PlanAnswer plan(Rpc.Plan request);

  Rpc.ApplyAnswer apply(Rpc.Apply request);

  Rpc.ImportAnswer importState(Rpc.Import request);

  Rpc.MoveAnswer moveState(Rpc.Move request);

  Rpc.Generated generateConfig(String typeName, DynamicValue state);

  Rpc.DataAnswer readData(String typeName, DynamicValue config, ClientCapabilities client);

  Rpc.Opened open(String typeName, DynamicValue config, ClientCapabilities client);

  Rpc.Renewed renew(String typeName, Bytes privateState);

  List<Diagnostic> close(String typeName, Bytes privateState);

  Rpc.FunctionAnswer callFunction(String name, List<DynamicValue> arguments);

  /// Hands each object found to `events`, then returns.
  void list(Rpc.ListQuery query, Consumer<Rpc.ListEvent> events);

  Rpc.ActionPlan planAction(String typeName, DynamicValue config, ClientCapabilities client);

  /// Runs the action; `progress` gets its messages, the answer its diagnostics.
  List<Diagnostic> invokeAction(String typeName, DynamicValue config, Consumer<String> progress);

  /// Cancels all work of this session that runs now (`StopProvider`). Later calls start afresh:
  /// Terraform still closes ephemeral resources after it has asked to stop.
  void stop();
}
