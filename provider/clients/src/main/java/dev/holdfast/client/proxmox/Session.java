package dev.holdfast.client.proxmox;

import java.util.Map;

/// Proves to the server who calls.
interface Session {

  /// The headers of one attempt; a first use may log in.
  Map<String, String> headers(boolean changes);

  /// Told that the server no longer takes these headers; whether a new attempt makes sense.
  boolean renewable(Map<String, String> refused);

  /// No proof, for the login itself.
  static Session anonymous() {
    return new Fixed(Map.of());
  }

  static Session of(Credentials.ApiToken token) {
    return new Fixed(
        Map.of("Authorization", "PVEAPIToken=" + token.id() + "=" + token.secret().reveal()));
  }

  /// The same headers always.
  final class Fixed implements Session {
    private final Map<String, String> headers;

    private Fixed(Map<String, String> headers) {
      this.headers = headers;
    }

    @Override
    public Map<String, String> headers(boolean changes) {
      return headers;
    }

    @Override
    public boolean renewable(Map<String, String> refused) {
      return false;
    }
  }
}
