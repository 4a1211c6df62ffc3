package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.ProxySettings;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.TlsTrust;
import dev.holdfast.client.proxmox.Credentials.SecondFactor;
import dev.holdfast.client.proxmox.format.Flag;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the `PROXMOX_VE_*` settings.
final class ConfigReader {
  private final Function<String, Optional<String>> environment;

  ConfigReader(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  ProxmoxConfig read() {
    return ProxmoxConfig.of(endpoints(), credentials()).withTrust(trust()).withProxy(proxy());
  }

  private List<URI> endpoints() {
    return setting("ENDPOINT")
        .map(text -> elements(text).stream().map(EndpointText::parse).toList())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No endpoint is given: set PROXMOX_VE_ENDPOINT, for example"
                    + " https://pve1.example:8006."));
  }

  private Credentials credentials() {
    Optional<Secret> token = setting("API_TOKEN").map(Secret::of);
    Optional<String> user = setting("USERNAME");
    Optional<Secret> password = setting("PASSWORD").map(Secret::of);
    if (token.isPresent()) {
      return Credentials.ApiToken.parse(token.get());
    }
    if (user.isEmpty() && password.isEmpty()) {
      throw new IllegalArgumentException(
          "No credentials are given: set PROXMOX_VE_API_TOKEN, or PROXMOX_VE_USERNAME and"
              + " PROXMOX_VE_PASSWORD.");
    }
    return new Credentials.Login(
        user.orElseThrow(() -> missing("USERNAME")),
        password.orElseThrow(() -> missing("PASSWORD")),
        secondFactor());
  }

  private SecondFactor secondFactor() {
    Optional<SecondFactor> code =
        setting("OTP").map(text -> new SecondFactor.Code(Secret.of(text.strip())));
    return code.or(() ->
            setting("TOTP_SECRET")
                .map(text -> new SecondFactor.AuthenticatorKey(Secret.of(text.strip()))))
        .orElseGet(SecondFactor.None::new);
  }

  private TlsTrust trust() {
    Optional<TlsTrust> pinned =
        setting("TLS_FINGERPRINT").map(text -> new TlsTrust.Pinned(Set.copyOf(elements(text))));
    Optional<TlsTrust> file =
        setting("CA_FILE").map(text -> new TlsTrust.AuthorityFile(Path.of(text.strip())));
    boolean insecure = setting("INSECURE").map(text -> flag("INSECURE", text)).orElse(false);
    List<TlsTrust> chosen =
        java.util.stream.Stream.of(
                pinned, file, Optional.<TlsTrust>of(new TlsTrust.Insecure()).filter(_ -> insecure))
            .flatMap(Optional::stream)
            .toList();
    if (chosen.size() > 1) {
      throw new IllegalArgumentException(
          "PROXMOX_VE_TLS_FINGERPRINT, PROXMOX_VE_CA_FILE and PROXMOX_VE_INSECURE exclude one"
              + " another.");
    }
    return chosen.isEmpty() ? new TlsTrust.SystemAuthorities() : chosen.getFirst();
  }

  private ProxySettings proxy() {
    return setting("PROXY")
        .map(address -> ProxySettings.of(address, environment.apply("NO_PROXY").orElse("")))
        .orElseGet(() -> ProxySettings.fromEnvironment(environment));
  }

  private Optional<String> setting(String name) {
    return environment.apply("PROXMOX_VE_" + name).filter(text -> !text.isBlank());
  }

  private static boolean flag(String name, String text) {
    return Flag.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "PROXMOX_VE_%s is '%s'; true or false is expected.".formatted(name, text)));
  }

  private static List<String> elements(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .collect(Collectors.toList());
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("PROXMOX_VE_%s is not set.".formatted(name));
  }
}
