package dev.holdfast.framework.schema;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// IP addresses and prefixes as text, read without asking any name server.
final class IpText {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:]+(?::\\d+\\.\\d+\\.\\d+\\.\\d+)?");

  private IpText() {}

  /// An address and the number of its leading bits that name the network.
  record Cidr(InetAddress address, int prefix) {}

  static Optional<InetAddress> address(String text) {
    if (IPV4.matcher(text).matches()) {
      return Optional.of(InetAddress.ofLiteral(text));
    }
    boolean looksLikeIpv6 = text.contains(":") && IPV6.matcher(text).matches();
    return looksLikeIpv6 ? literal(text) : Optional.empty();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<Cidr> cidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(address -> prefix <= address.getAddress().length * 8)
        .map(address -> new Cidr(address, prefix));
  }
}
