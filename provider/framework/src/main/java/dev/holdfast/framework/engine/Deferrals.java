package dev.holdfast.framework.engine;

import dev.holdfast.framework.resource.ClientCapabilities;

/// Refuses a deferral that the client did not allow.
final class Deferrals {

  private Deferrals() {}

  static void check(Exchange<?> exchange, ClientCapabilities client) {
    if (!client.deferralAllowed()) {
      exchange
          .diagnostics()
          .error(
              "Unable to answer yet",
              "The answer needs something that does not exist yet, and this Terraform cannot put it"
                  + " off. Apply what it depends on first, with -target.");
    }
  }
}
