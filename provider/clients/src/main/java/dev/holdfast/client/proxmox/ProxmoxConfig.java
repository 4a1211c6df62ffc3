package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.http.ProxySettings;
import dev.holdfast.client.http.TlsTrust;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How to reach a cluster: its entry points, who calls, and whose certificate is believed.
///
/// @param endpoints entry points of one cluster in order of preference, such as
///   `https://pve1.example:8006`
public record ProxmoxConfig(
    List<URI> endpoints,
    Credentials credentials,
    TlsTrust trust,
    ProxySettings proxy,
    NodeLimits limits,
    HttpTimeouts timeouts) {

  public ProxmoxConfig {
    endpoints = endpoints.stream().map(ConfigReader.ENDPOINT::canonical).distinct().toList();
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("At least one endpoint is needed.");
    }
  }

  public static ProxmoxConfig of(List<URI> endpoints, Credentials credentials) {
    return new ProxmoxConfig(
        endpoints,
        credentials,
        new TlsTrust.SystemAuthorities(),
        ProxySettings.none(),
        NodeLimits.defaults(),
        defaultTimeouts());
  }

  /// Reads the `PROXMOX_VE_*` settings from anything that looks names up: the environment, or first
  /// a user's configuration and then the environment.
  ///
  /// A contradiction or a missing setting is an [IllegalArgumentException] that names it.
  public static ProxmoxConfig fromEnvironment(Function<String, Optional<String>> lookup) {
    return new ConfigReader(lookup).read();
  }

  public ProxmoxConfig withTrust(TlsTrust changed) {
    return new ProxmoxConfig(endpoints, credentials, changed, proxy, limits, timeouts);
  }

  public ProxmoxConfig withProxy(ProxySettings changed) {
    return new ProxmoxConfig(endpoints, credentials, trust, changed, limits, timeouts);
  }

  public ProxmoxConfig withLimits(NodeLimits changed) {
    return new ProxmoxConfig(endpoints, credentials, trust, proxy, changed, timeouts);
  }

  public ProxmoxConfig withTimeouts(HttpTimeouts changed) {
    return new ProxmoxConfig(endpoints, credentials, trust, proxy, limits, changed);
  }

  /// What the user should be told although it works.
  public List<String> warnings() {
    return trust instanceof TlsTrust.Insecure
        ? List.of(
            "The certificate of the Proxmox endpoint is not verified: whoever can reach the network"
                + " in between can read the credentials. Pin its fingerprint or give its CA file"
                + " instead.")
        : List.of();
  }

  /// The server's own proxy gives up on a call after 30 seconds, so a longer silence is a lost
  /// answer.
  static HttpTimeouts defaultTimeouts() {
    return new HttpTimeouts(
        Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120));
  }
}
