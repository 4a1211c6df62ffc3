package dev.holdfast.client.proxmox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The written forms of an entry point.
final class EndpointText {

  /// Reads `pve1`, `pve1:8006`, `https://pve1:8006/` or the longer form ending in `/api2/json`.
  static URI parse(String text) {
    String stripped = text.strip();
    try {
      return canonical(URI.create(stripped.contains("://") ? stripped : "https://" + stripped));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no endpoint: https://host:8006 is expected. %s"
              .formatted(withoutCredentials(text), reason(e)));
    }
  }

  /// A password may stand before the host by mistake; it is not to be repeated.
  private static String withoutCredentials(String text) {
    return text.replaceFirst("[^/]*@", "***@");
  }

  private static String reason(IllegalArgumentException e) {
    return e.getCause() instanceof URISyntaxException syntax
        ? syntax.getReason() + "."
        : String.valueOf(e.getMessage());
  }

  static URI canonical(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("An endpoint has a host name and no credentials.");
    }
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !("http".equalsIgnoreCase(uri.getScheme()) && loopback(host))) {
      throw new IllegalArgumentException("An endpoint is reached over https.");
    }
    String path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("/+$", "");
    String prefix = path.replaceFirst("/api2(/json)?$", "");
    int port = uri.getPort() > 0 ? uri.getPort() : defaultPort(secure, prefix);
    return URI.create((secure ? "https://" : "http://") + host + ":" + port + prefix);
  }

  private static int defaultPort(boolean secure, String prefix) {
    // A path prefix means a reverse proxy, which listens where web servers do.
    return secure && prefix.isEmpty() ? 8006 : secure ? 443 : 80;
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private EndpointText() {}
}
