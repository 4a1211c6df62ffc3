package dev.holdfast.transport.config;

import java.util.Optional;

/// Where an `ssh` argument leads: `user@host`, `user@host:port`, `[address]:port` or
/// `ssh://user@host:port`.
record Destination(Optional<String> user, String host, Optional<Integer> port) {
  /// @param withPort whether `host:port` is allowed without `ssh://`, as in `-J` and `-W`
  static Destination parse(String text, boolean withPort) {
    boolean uri = text.startsWith("ssh://");
    String rest = uri ? text.substring("ssh://".length()).replaceFirst("/$", "") : text;
    int at = rest.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
    String host = rest.substring(at + 1);
    Optional<Integer> port = Optional.empty();
    int colon = host.lastIndexOf(':');
    boolean bracketed = host.startsWith("[");
    boolean severalColons = host.indexOf(':') != colon && !bracketed;
    if ((uri || withPort) && colon > host.lastIndexOf(']') && !severalColons) {
      port = Optional.of(port(host.substring(colon + 1)));
      host = host.substring(0, colon);
    }
    if (bracketed && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || user.filter(String::isEmpty).isPresent()) {
      throw new ConfigException("not a destination: " + text);
    }
    return new Destination(user, host, port);
  }

  static int port(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65_535) {
      throw new ConfigException("Bad port '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
