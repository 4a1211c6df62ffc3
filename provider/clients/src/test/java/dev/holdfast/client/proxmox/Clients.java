package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Clients for tests, with simulated time and short real timeouts.
final class Clients {
  static final NodeName PVE1 = new NodeName("pve1");
  static final String UPID = "UPID:pve1:0000C530:001C9BEC:69568A00:qmstart:101:root@pam!tf:";
  static final Credentials TOKEN =
      Credentials.ApiToken.parse(Secret.of("root@pam!tf=12345678-hush"));

  static ProxmoxClient of(SimulatedPacer pacer, ScriptedServer... servers) {
    return of(pacer, TOKEN, Arrays.stream(servers).map(ScriptedServer::uri).toList());
  }

  static ProxmoxClient of(SimulatedPacer pacer, Credentials credentials, List<URI> endpoints) {
    Duration brief = Duration.ofMillis(1500);
    return ProxmoxClient.open(
        ProxmoxConfig.of(endpoints, credentials)
            .withTimeouts(new HttpTimeouts(brief, brief, brief)),
        pacer);
  }

  private Clients() {}
}
