package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Endpoint;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.Settings;
import dev.holdfast.client.proxmox.Credentials.SecondFactor;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the `PROXMOX_VE_*` settings.
final class ConfigReader {

  /// `pve1`, `pve1:8006`, `https://pve1:8006/` or the longer form ending in `/api2/json`.
  static final Endpoint ENDPOINT = new Endpoint("https://host:8006", 8006, "/api2(/json)?");

  private final Settings settings;

  ConfigReader(Function<String, Optional<String>> environment) {
    this.settings = new Settings("PROXMOX_VE_", environment);
  }

  ProxmoxConfig read() {
    return ProxmoxConfig.of(endpoints(), credentials())
        .withTrust(settings.trust())
        .withProxy(settings.proxy());
  }

  private List<URI> endpoints() {
    return settings
        .get("ENDPOINT")
        .map(text -> Settings.elements(text).stream().map(ENDPOINT::parse).toList())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No endpoint is given: set PROXMOX_VE_ENDPOINT, for example"
                    + " https://pve1.example:8006."));
  }

  private Credentials credentials() {
    Optional<Secret> token = settings.get("API_TOKEN").map(Secret::of);
    Optional<String> user = settings.get("USERNAME");
    Optional<Secret> password = settings.get("PASSWORD").map(Secret::of);
    if (token.isPresent()) {
      return Credentials.ApiToken.parse(token.get());
    }
    if (user.isEmpty() && password.isEmpty()) {
      throw new IllegalArgumentException(
          "No credentials are given: set PROXMOX_VE_API_TOKEN, or PROXMOX_VE_USERNAME and"
              + " PROXMOX_VE_PASSWORD.");
    }
    return new Credentials.Login(
        user.orElseThrow(() -> settings.missing("USERNAME")),
        password.orElseThrow(() -> settings.missing("PASSWORD")),
        secondFactor());
  }

  private SecondFactor secondFactor() {
    Optional<SecondFactor> code = settings.secret("OTP").map(SecondFactor.Code::new);
    return code.or(() -> settings.secret("TOTP_SECRET").map(SecondFactor.AuthenticatorKey::new))
        .orElseGet(SecondFactor.None::new);
  }
}
