package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers `PlanAction` and `InvokeAction`.
final class Actions<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Actions(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.ActionPlan plan(String typeName, DynamicValue sent, ClientCapabilities client) {
    return calls.run(
        "PlanAction",
        typeName,
        exchange -> {
          Action<D> action = catalog.action(typeName);
          Value.Obj config = config(exchange, action, sent);
          Optional<Deferral> deferral = exchange.deferral(client);
          if (deferral.isEmpty()) {
            deferral = action.plan(exchange.call(client), config);
            deferral.ifPresent(_ -> Deferrals.check(exchange, client));
          }
          return new Rpc.ActionPlan(deferral, exchange.diagnostics().all());
        },
        diagnostics -> new Rpc.ActionPlan(Optional.empty(), diagnostics));
  }

  List<Diagnostic> invoke(String typeName, DynamicValue sent, Consumer<String> progress) {
    return calls.run(
        "InvokeAction",
        typeName,
        exchange -> {
          Action<D> action = catalog.action(typeName);
          Value.Obj config = config(exchange, action, sent);
          action.invoke(exchange.call(ClientCapabilities.NONE), config, progress);
          return exchange.diagnostics().all();
        },
        diagnostics -> diagnostics);
  }

  private Value.Obj config(Exchange<D> exchange, Action<D> action, DynamicValue sent) {
    Shape shape = catalog.shape(action);
    Value.Obj config = Wire.readObject(shape.type(), sent, "configuration");
    exchange.secrets().learn(shape.body(), config);
    return config;
  }
}
