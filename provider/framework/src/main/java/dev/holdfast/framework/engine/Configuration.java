package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// Answers `ConfigureProvider`.
final class Configuration<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Configuration(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  List<Diagnostic> configure(Rpc.Configure request) {
    return calls.run("ConfigureProvider", "", exchange -> configure(exchange, request), all -> all);
  }

  private List<Diagnostic> configure(Exchange<D> exchange, Rpc.Configure request) {
    Shape shape = catalog.providerShape();
    Value.Obj config = Wire.readObject(shape.type(), request.config(), "provider configuration");
    exchange.secrets().learn(shape.body(), config);
    calls.learn(shape.body(), config);
    var setup =
        new Provider.Setup(request.terraformVersion(), request.client(), exchange.cancellation());
    Optional<D> data = catalog.provider().configure(config, setup, exchange.diagnostics());
    calls.configure(outcome(exchange, request, config, data));
    return exchange.diagnostics().all();
  }

  private Configured<D> outcome(
      Exchange<D> exchange, Rpc.Configure request, Value config, Optional<D> data) {
    if (exchange.diagnostics().hasErrors()) {
      return new Configured.Not<>();
    }
    if (data.isPresent()) {
      return new Configured.Ready<>(data.get());
    }
    if (!config.isWhollyKnown() && request.client().deferralAllowed()) {
      return new Configured.Deferred<>();
    }
    exchange
        .diagnostics()
        .error(
            "Unable to configure the provider",
            config.isWhollyKnown()
                ? "The provider gave no reason. This is a bug in the provider."
                : "The provider block depends on values that are known only after an apply. Apply"
                    + " what it depends on first, with -target.");
    return new Configured.Not<>();
  }
}
