package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import java.util.Optional;
import java.util.function.Supplier;

/// One running call: its diagnostics, its cancellation and what must not be logged of it.
record Exchange<D>(
    RequestContext context,
    Configured<D> configured,
    Diagnostics diagnostics,
    Cancellation cancellation,
    Secrets secrets) {

  /// What the author's code gets; refused as long as there is no configured provider.
  Call<D> call(ClientCapabilities client) {
    if (configured instanceof Configured.Ready<D>(D data)) {
      return new Call<>(data, cancellation, diagnostics, client);
    }
    throw new RefusedException(
        "Provider is not configured",
        "Terraform called "
            + context.rpc()
            + " before the provider was configured successfully. Correct the provider block's"
            + " errors first.");
  }

  /// The deferral that stands for every answer while the provider's configuration is unknown.
  Optional<Deferral> deferral(ClientCapabilities client) {
    return configured instanceof Configured.Deferred<D> && client.deferralAllowed()
        ? Optional.of(Deferral.PROVIDER_CONFIG_UNKNOWN)
        : Optional.empty();
  }

  /// What the author's code returns; empty, with one diagnostic, when it fails.
  <T> Optional<T> attempt(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RefusedException e) {
      diagnostics.add(e.diagnostic());
    } catch (Throwable e) {
      Faults.report(this, e);
    }
    return Optional.empty();
  }

  /// As [#attempt], for work without a result.
  void attempt(Runnable work) {
    attempt(() -> {
      work.run();
      return true;
    });
  }
}
