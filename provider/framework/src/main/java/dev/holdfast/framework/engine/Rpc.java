package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.value.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Requests and answers of [Session], one pair for each call of the plugin protocol that has more
/// than a few parts.
///
/// Names follow the messages of the protocol. An absent value is [DynamicValue#NONE].
public interface Rpc {

  /// Which family a configuration to validate belongs to.
  enum Kind {
    RESOURCE,
    DATA_SOURCE,
    EPHEMERAL_RESOURCE,
    LIST_RESOURCE,
    ACTION
  }

  record Configure(DynamicValue config, String terraformVersion, ClientCapabilities client) {}

  record Validate(Kind kind, String typeName, DynamicValue config, ClientCapabilities client) {}

  /// @param json the stored state as JSON
  record Upgrade(String typeName, long version, Bytes json) {}

  record Upgraded(DynamicValue value, List<Diagnostic> diagnostics) {}

  record Read(
      String typeName,
      DynamicValue state,
      Bytes privateState,
      DynamicValue identity,
      ClientCapabilities client) {}

  record ReadAnswer(
      DynamicValue state,
      Bytes privateState,
      DynamicValue identity,
      Optional<Deferral> deferred,
      List<Diagnostic> diagnostics) {}

  record Plan(
      String typeName,
      DynamicValue prior,
      DynamicValue proposed,
      DynamicValue config,
      Bytes privateState,
      DynamicValue identity,
      ClientCapabilities client) {}

  record PlanAnswer(
      DynamicValue planned,
      List<Path> requiresReplace,
      Bytes privateState,
      DynamicValue identity,
      Optional<Deferral> deferred,
      List<Diagnostic> diagnostics) {}

  record Apply(
      String typeName,
      DynamicValue prior,
      DynamicValue planned,
      DynamicValue config,
      Bytes privateState,
      DynamicValue identity) {}

  record ApplyAnswer(
      DynamicValue state,
      Bytes privateState,
      DynamicValue identity,
      List<Diagnostic> diagnostics) {}

  /// @param id empty when an identity is given
  record Import(String typeName, String id, DynamicValue identity, ClientCapabilities client) {}

  record ImportedObject(
      String typeName, DynamicValue state, Bytes privateState, DynamicValue identity) {}

  record ImportAnswer(
      List<ImportedObject> objects, Optional<Deferral> deferred, List<Diagnostic> diagnostics) {}

  record Move(
      String sourceProviderAddress,
      String sourceTypeName,
      long sourceSchemaVersion,
      Bytes sourceState,
      Bytes sourcePrivate,
      Bytes sourceIdentity,
      long sourceIdentityVersion,
      String targetTypeName) {}

  record MoveAnswer(
      DynamicValue state,
      Bytes privateState,
      DynamicValue identity,
      List<Diagnostic> diagnostics) {}

  record Generated(DynamicValue config, List<Diagnostic> diagnostics) {}

  record DataAnswer(
      DynamicValue state, Optional<Deferral> deferred, List<Diagnostic> diagnostics) {}

  record Opened(
      DynamicValue result,
      Bytes privateState,
      Optional<Instant> renewAt,
      Optional<Deferral> deferred,
      List<Diagnostic> diagnostics) {}

  record Renewed(Bytes privateState, Optional<Instant> renewAt, List<Diagnostic> diagnostics) {}

  /// Either a result or an error text with the argument at fault.
  record FunctionAnswer(DynamicValue result, Optional<FunctionError> error) {}

  record FunctionError(String text, Optional<Integer> argument) {}

  record ListQuery(String typeName, DynamicValue config, boolean includeObject, long limit) {}

  record ListEvent(
      DynamicValue identity,
      String displayName,
      DynamicValue object,
      List<Diagnostic> diagnostics) {}

  record ActionPlan(Optional<Deferral> deferred, List<Diagnostic> diagnostics) {}
}
