package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Endpoint;
import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.http.ProxySettings;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.Settings;
import dev.holdfast.client.http.TlsTrust;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// How to reach a server: its address, who calls, and whose certificate is believed.
///
/// @param endpoint the API's address, such as `https://api.netmaker.example`
public record NetmakerConfig(
    URI endpoint,
    Credentials credentials,
    TlsTrust trust,
    ProxySettings proxy,
    HttpTimeouts timeouts) {

  private static final Endpoint FORM = new Endpoint("https://api.netmaker.example", 443, "/api");

  public NetmakerConfig {
    endpoint = FORM.canonical(endpoint);
  }

  public static NetmakerConfig of(URI endpoint, Credentials credentials) {
    return new NetmakerConfig(
        endpoint,
        credentials,
        new TlsTrust.SystemAuthorities(),
        ProxySettings.none(),
        defaultTimeouts());
  }

  /// Reads the `NETMAKER_*` settings from anything that looks names up: the environment, or first a
  /// user's configuration and then the environment.
  ///
  /// A contradiction or a missing setting is an [IllegalArgumentException] that names it.
  public static NetmakerConfig fromEnvironment(Function<String, Optional<String>> lookup) {
    var settings = new Settings("NETMAKER_", lookup);
    URI endpoint =
        settings
            .get("ENDPOINT")
            .map(FORM::parse)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "No endpoint is given: set NETMAKER_ENDPOINT, for example %s."
                        .formatted(FORM.example())));
    return of(endpoint, credentials(settings))
        .withTrust(settings.trust())
        .withProxy(settings.proxy());
  }

  private static Credentials credentials(Settings settings) {
    Optional<Credentials> token = settings.secret("TOKEN").map(Credentials.AccessToken::new);
    Optional<Credentials> key = settings.secret("MASTER_KEY").map(Credentials.MasterKey::new);
    List<Credentials> chosen =
        Stream.of(token, key, login(settings)).flatMap(Optional::stream).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "No credentials are given: set NETMAKER_TOKEN (an access token), or NETMAKER_USERNAME"
              + " and NETMAKER_PASSWORD, or NETMAKER_MASTER_KEY.");
    }
    if (chosen.size() > 1) {
      throw new IllegalArgumentException(
          "NETMAKER_TOKEN, NETMAKER_USERNAME and NETMAKER_MASTER_KEY exclude one another.");
    }
    return chosen.getFirst();
  }

  private static Optional<Credentials> login(Settings settings) {
    Optional<String> user = settings.get("USERNAME").map(String::strip);
    Optional<Secret> password = settings.get("PASSWORD").map(Secret::of);
    if (user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Credentials.Login(
            user.orElseThrow(() -> settings.missing("USERNAME")),
            password.orElseThrow(() -> settings.missing("PASSWORD"))));
  }

  public NetmakerConfig withTrust(TlsTrust changed) {
    return new NetmakerConfig(endpoint, credentials, changed, proxy, timeouts);
  }

  public NetmakerConfig withProxy(ProxySettings changed) {
    return new NetmakerConfig(endpoint, credentials, trust, changed, timeouts);
  }

  public NetmakerConfig withTimeouts(HttpTimeouts changed) {
    return new NetmakerConfig(endpoint, credentials, trust, proxy, changed);
  }

  /// What the user should be told although it works.
  public List<String> warnings() {
    return trust instanceof TlsTrust.Insecure
        ? List.of(
            "The certificate of the Netmaker endpoint is not verified: whoever can reach the"
                + " network in between can read the credentials. Pin its fingerprint or give its"
                + " CA file instead.")
        : List.of();
  }

  /// Calls that make tokens ask three services for the server's public address first, ten seconds
  /// each where the server cannot reach them.
  static HttpTimeouts defaultTimeouts() {
    return new HttpTimeouts(
        Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(120));
  }
}
