package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;

/// Answers `ReadDataSource`.
final class DataReading<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  DataReading(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.DataAnswer read(String typeName, DynamicValue config, ClientCapabilities client) {
    return calls.run(
        "ReadDataSource",
        typeName,
        exchange -> read(exchange, catalog.dataSource(typeName), config, client),
        diagnostics -> new Rpc.DataAnswer(DynamicValue.NONE, Optional.empty(), diagnostics));
  }

  private Rpc.DataAnswer read(
      Exchange<D> exchange, DataSource<D> source, DynamicValue sent, ClientCapabilities client) {
    Shape shape = catalog.shape(source);
    Value.Obj config = Wire.readObject(shape.type(), sent, "configuration");
    exchange.secrets().learn(shape.body(), config);
    Optional<Deferral> deferral = exchange.deferral(client);
    if (deferral.isPresent()) {
      return deferred(exchange, shape, deferral);
    }
    DataSource.Result result = source.read(exchange.call(client), config);
    if (result.deferred().isPresent()) {
      Deferrals.check(exchange, client);
      return deferred(exchange, shape, result.deferred());
    }
    Value value =
        Results.complete(exchange, shape, config, result.value(), "data source", source.typeName());
    return new Rpc.DataAnswer(
        Wire.write(shape.type(), value), Optional.empty(), exchange.diagnostics().all());
  }

  private static Rpc.DataAnswer deferred(
      Exchange<?> exchange, Shape shape, Optional<Deferral> deferral) {
    return new Rpc.DataAnswer(
        Wire.write(shape.type(), Values.UNKNOWN), deferral, exchange.diagnostics().all());
  }
}
