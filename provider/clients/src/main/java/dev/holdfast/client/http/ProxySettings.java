package dev.holdfast.client.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The HTTP proxy for outgoing connections and the hosts that are reached without it.
public record ProxySettings(
    Optional<URI> proxy, Optional<String> user, Optional<Secret> password, List<String> except) {

  public ProxySettings {
    except = List.copyOf(except);
  }

  public static ProxySettings none() {
    return new ProxySettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /// Reads a proxy address, which may carry `user:password@`, and a comma list of exceptions.
  public static ProxySettings of(String address, String exceptions) {
    URI uri = URI.create(address.contains("://") ? address : "http://" + address);
    if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(
          "A proxy is given as http://host:port; other kinds of proxies are not supported.");
    }
    Optional<String> userInfo = Optional.ofNullable(uri.getUserInfo());
    return new ProxySettings(
        Optional.of(URI.create("http://" + uri.getHost() + ":" + port(uri))),
        userInfo.map(info -> info.split(":", 2)[0]),
        userInfo
            .filter(info -> info.matches(".*:.+"))
            .map(info -> Secret.of(info.split(":", 2)[1])),
        Arrays.stream(exceptions.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  /// The settings of `HTTPS_PROXY` and `NO_PROXY`, in either letter case.
  public static ProxySettings fromEnvironment(Function<String, Optional<String>> environment) {
    Function<String, Optional<String>> lookup =
        name ->
            environment
                .apply(name)
                .or(() -> environment.apply(name.toLowerCase(Locale.ROOT)))
                .filter(Predicate.not(String::isBlank));
    return lookup
        .apply("HTTPS_PROXY")
        .map(address -> of(address, lookup.apply("NO_PROXY").orElse("")))
        .orElseGet(ProxySettings::none);
  }

  /// Whether this host is reached through the proxy.
  boolean serves(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return proxy.isPresent() && except.stream().noneMatch(pattern -> excepts(pattern, name));
  }

  private static boolean excepts(String pattern, String host) {
    String suffix = pattern.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    if (suffix.equals("*") || host.equals(suffix) || host.endsWith("." + suffix)) {
      return true;
    }
    return suffix.contains("/") && Ipv4Range.contains(suffix, host);
  }

  private static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : 80;
  }
}
