package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Value;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// Runs the calls of one session: gives each its context and its cancellation and lets nothing be
/// thrown at the server.
///
/// A stop cancels the calls that run at that moment. Later calls start afresh, because Terraform
/// still closes ephemeral resources after it has asked to stop.
final class Calls<D> {

  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final Secrets sessionSecrets = new Secrets();
  private volatile Configured<D> configured = new Configured.Not<>();

  /// Runs one call.
  ///
  /// @param failed the answer when the call cannot be done, from its diagnostics
  <A> A run(
      String rpc,
      String type,
      Function<Exchange<D>, A> work,
      Function<List<Diagnostic>, A> failed) {
    Exchange<D> exchange = exchange(new RequestContext(newId(), rpc, type));
    running.add(exchange.cancellation());
    try {
      return ScopedValue.where(RequestContext.CURRENT, exchange.context())
          .call(() -> exchange.attempt(() -> work.apply(exchange)))
          .orElseGet(() -> failed.apply(exchange.diagnostics().all()));
    } finally {
      running.remove(exchange.cancellation());
    }
  }

  private Exchange<D> exchange(RequestContext context) {
    var secrets = new Secrets();
    secrets.learnAll(sessionSecrets);
    return new Exchange<>(context, configured, new Diagnostics(), new Cancellation(), secrets);
  }

  private static String newId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /// What later calls of this session work with.
  void configure(Configured<D> outcome) {
    configured = outcome;
  }

  /// Keeps secrets of the provider's configuration out of the log of every later call.
  void learn(Body body, Value value) {
    sessionSecrets.learn(body, value);
  }

  void stop() {
    running.forEach(Cancellation::cancel);
  }
}
