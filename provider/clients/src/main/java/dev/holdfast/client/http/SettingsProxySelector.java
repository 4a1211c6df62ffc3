package dev.holdfast.client.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/// Hands the configured proxy to okhttp for the hosts that are not excepted.
final class SettingsProxySelector extends ProxySelector {
  private final ProxySettings settings;

  SettingsProxySelector(ProxySettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        settings
            .proxy()
            .filter(_ -> settings.serves(uri.getHost()))
            .map(HttpCore::proxyOf)
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is one proxy and no other to turn to; the failure reaches the caller as it is.
  }
}
