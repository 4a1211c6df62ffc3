package dev.holdfast.client.http;

import java.util.OptionalLong;

/// Membership of an IPv4 address in a range written `10.0.0.0/8`, as `NO_PROXY` lists it.
final class Ipv4Range {

  static boolean contains(String range, String host) {
    String[] parts = range.split("/", 2);
    OptionalLong base = address(parts[0]);
    OptionalLong address = address(host);
    if (parts.length != 2 || !parts[1].matches("\\d{1,2}") || base.isEmpty() || address.isEmpty()) {
      return false;
    }
    int free = 32 - Integer.parseInt(parts[1]);
    return free >= 0 && base.getAsLong() >> free == address.getAsLong() >> free;
  }

  private static OptionalLong address(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (String octet : text.split("\\.")) {
      value = value << 8 | Integer.parseInt(octet);
    }
    return OptionalLong.of(value);
  }

  private Ipv4Range() {}
}
