package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.ConfigValidating;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.function.Supplier;

/// Answers the validate calls of every family.
final class Validation<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Validation(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  /// A type with its shape.
  private record Target(Object type, Shape shape) {}

  List<Diagnostic> provider(DynamicValue config) {
    // The provider block's arguments are never stored, so write-only ones need no client's consent.
    var client = new ClientCapabilities(false, true);
    return run(
        "ValidateProviderConfig",
        "",
        () -> new Target(catalog.provider(), catalog.providerShape()),
        config,
        client);
  }

  List<Diagnostic> type(Rpc.Validate request) {
    return run(
        rpc(request.kind()),
        request.typeName(),
        () -> target(request.kind(), request.typeName()),
        request.config(),
        request.client());
  }

  private static String rpc(Rpc.Kind kind) {
    return switch (kind) {
      case RESOURCE -> "ValidateResourceConfig";
      case DATA_SOURCE -> "ValidateDataResourceConfig";
      case EPHEMERAL_RESOURCE -> "ValidateEphemeralResourceConfig";
      case LIST_RESOURCE -> "ValidateListResourceConfig";
      case ACTION -> "ValidateActionConfig";
    };
  }

  private Target target(Rpc.Kind kind, String name) {
    return switch (kind) {
      case RESOURCE -> target(catalog.resource(name), catalog::shape);
      case DATA_SOURCE -> target(catalog.dataSource(name), catalog::shape);
      case EPHEMERAL_RESOURCE -> target(catalog.ephemeral(name), catalog::shape);
      case LIST_RESOURCE -> target(catalog.list(name), catalog::shape);
      case ACTION -> target(catalog.action(name), catalog::shape);
    };
  }

  private static <T> Target target(T type, java.util.function.Function<T, Shape> shape) {
    return new Target(type, shape.apply(type));
  }

  private List<Diagnostic> run(
      String rpc,
      String name,
      Supplier<Target> target,
      DynamicValue config,
      ClientCapabilities client) {
    return calls.run(
        rpc,
        name,
        exchange -> {
          validate(exchange, target.get(), config, client);
          return exchange.diagnostics().all();
        },
        diagnostics -> diagnostics);
  }

  private static void validate(
      Exchange<?> exchange, Target target, DynamicValue sent, ClientCapabilities client) {
    Value.Obj config = Wire.readObject(target.shape.type(), sent, "configuration");
    exchange.secrets().learn(target.shape.body(), config);
    new ConfigCheck(client, exchange.diagnostics()).check(target.shape.body(), Path.ROOT, config);
    if (target.type instanceof ConfigValidating validating) {
      validating.validateConfig(config, exchange.diagnostics());
    }
  }
}
