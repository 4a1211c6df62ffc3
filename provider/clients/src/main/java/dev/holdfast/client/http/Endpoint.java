package dev.holdfast.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The written forms of a server's address.
///
/// @param example what users are told to write
/// @param port the port of an address that names none and has no path; a path prefix means a
///   reverse proxy, which listens where web servers do
/// @param suffix a regular expression of what the address may end with beyond a prefix
public record Endpoint(String example, int port, String suffix) {

  /// Reads `host`, `host:port` or `https://host:port/prefix`.
  public URI parse(String text) {
    String stripped = text.strip();
    try {
      return canonical(URI.create(stripped.contains("://") ? stripped : "https://" + stripped));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no endpoint: %s is expected. %s"
              .formatted(withoutCredentials(text), example, reason(e)));
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

  /// The address with scheme, port and prefix; plain http only to this machine itself.
  public URI canonical(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("An endpoint has a host name and no credentials.");
    }
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !("http".equalsIgnoreCase(uri.getScheme()) && loopback(host))) {
      throw new IllegalArgumentException("An endpoint is reached over https.");
    }
    String path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("/+$", "");
    String prefix = path.replaceFirst(suffix + "$", "");
    int given = uri.getPort() > 0 ? uri.getPort() : defaultPort(secure, prefix);
    return URI.create((secure ? "https://" : "http://") + host + ":" + given + prefix);
  }

  private int defaultPort(boolean secure, String prefix) {
    return secure && prefix.isEmpty() ? port : secure ? 443 : 80;
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
