package dev.holdfast.engine.lookup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The proxies that `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` name.
final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    Optional<URI> proxy =
        variable(scheme + "_proxy")
            .or(() -> variable("all_proxy"))
            .map(text -> URI.create(text.contains("://") ? text : "http://" + text))
            .filter(address -> address.getHost() != null);
    if (proxy.isEmpty() || isExcluded(String.valueOf(uri.getHost()))) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.get().getPort();
    return List.of(
        new Proxy(
            Proxy.Type.HTTP,
            new InetSocketAddress(proxy.get().getHost(), port < 0 ? DEFAULT_PORT : port)));
  }

  private boolean isExcluded(String host) {
    return variable("no_proxy").stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> part.startsWith(".") ? part.substring(1) : part)
        .anyMatch(part -> part.equals("*") || host.equals(part) || host.endsWith("." + part));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(text -> !text.isEmpty());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException problem) {
    // The request itself fails with the same problem.
  }
}
