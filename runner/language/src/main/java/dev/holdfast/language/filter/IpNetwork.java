package dev.holdfast.language.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An address with the length of its network's prefix, as Python's `netaddr.IPNetwork`.
record IpNetwork(int version, BigInteger address, int prefix) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String length = slash < 0 ? "" : text.substring(slash + 1);
    int version = host.contains(":") ? 6 : 4;
    Optional<BigInteger> address = version == 6 ? v6(host) : v4(host);
    Optional<Integer> prefix = slash < 0 ? Optional.of(bits(version)) : prefix(length, version);
    return address.isPresent() && prefix.isPresent()
        ? Optional.of(new IpNetwork(version, address.get(), prefix.get()))
        : Optional.empty();
  }

  /// An address by its number, of the first version in which it fits.
  static Optional<IpNetwork> ofNumber(BigInteger number, int wanted, int prefix) {
    boolean small = number.bitLength() <= V4_BITS && prefix <= V4_BITS;
    int version = wanted == 6 || !small ? 6 : 4;
    int length = prefix < 0 ? bits(version) : prefix;
    return number.signum() >= 0 && number.bitLength() <= bits(version) && length <= bits(version)
        ? Optional.of(new IpNetwork(version, number, length))
        : Optional.empty();
  }

  private static int bits(int version) {
    return version == 4 ? V4_BITS : V6_BITS;
  }

  int width() {
    return bits(version);
  }

  private static Optional<Integer> prefix(String text, int version) {
    if (text.matches("[0-9]{1,3}")) {
      int length = Integer.parseInt(text);
      return length <= bits(version) ? Optional.of(length) : Optional.empty();
    }
    Optional<BigInteger> mask = version == 4 ? v4(text) : v6(text);
    return mask.flatMap(bits -> maskLength(bits, bits(version)));
  }

  private static Optional<Integer> maskLength(BigInteger mask, int width) {
    BigInteger all = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    for (int length = 0; length <= width; length++) {
      BigInteger netmask = all.shiftRight(width - length).shiftLeft(width - length);
      if (netmask.equals(mask) || netmask.xor(all).equals(mask)) {
        return Optional.of(length);
      }
    }
    return Optional.empty();
  }

  private static Optional<BigInteger> v4(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return Optional.empty();
    }
    BigInteger number = BigInteger.ZERO;
    for (String part : text.split("\\.")) {
      int octet = Integer.parseInt(part);
      if (octet > 255) {
        return Optional.empty();
      }
      number = number.shiftLeft(8).or(BigInteger.valueOf(octet));
    }
    return Optional.of(number);
  }

  private static Optional<BigInteger> v6(String source) {
    String text = source;
    int dotted = text.lastIndexOf(':') + 1;
    if (text.contains(".")) {
      Optional<BigInteger> low = v4(text.substring(dotted));
      if (low.isEmpty()) {
        return Optional.empty();
      }
      int[] halves = {low.get().shiftRight(16).intValue(), low.get().intValue() & 0xffff};
      text = text.substring(0, dotted) + "%x:%x".formatted(halves[0], halves[1]);
    }
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return Optional.empty();
    }
    List<String> front = groups(gap < 0 ? text : text.substring(0, gap));
    List<String> back = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    int missing = 8 - front.size() - back.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(front);
    for (int i = 0; i < missing; i++) {
      all.add("0");
    }
    all.addAll(back);
    BigInteger number = BigInteger.ZERO;
    for (String group : all) {
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      number = number.shiftLeft(16).or(new BigInteger(group, 16));
    }
    return Optional.of(number);
  }

  private static List<String> groups(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
  }

  BigInteger hostMask() {
    return BigInteger.ONE.shiftLeft(width() - prefix).subtract(BigInteger.ONE);
  }

  BigInteger netMask() {
    return BigInteger.ONE.shiftLeft(width()).subtract(BigInteger.ONE).xor(hostMask());
  }

  BigInteger first() {
    return address.andNot(hostMask());
  }

  BigInteger last() {
    return address.or(hostMask());
  }

  BigInteger size() {
    return hostMask().add(BigInteger.ONE);
  }

  boolean isNetworkAddress() {
    return address.equals(first());
  }

  Optional<BigInteger> broadcast() {
    return version == 4 && width() - prefix <= 1 ? Optional.empty() : Optional.of(last());
  }

  IpNetwork cidr() {
    return new IpNetwork(version, first(), prefix);
  }

  IpNetwork withPrefix(int length) {
    return new IpNetwork(version, address, length);
  }

  boolean contains(IpNetwork other) {
    return version == other.version
        && first().compareTo(other.first()) <= 0
        && other.last().compareTo(last()) <= 0;
  }

  private boolean within(String... networks) {
    IpNetwork host = withPrefix(width());
    return List.of(networks).stream()
        .flatMap(network -> parse(network).stream())
        .anyMatch(network -> network.contains(host));
  }

  boolean isLoopback() {
    return within("127.0.0.0/8", "::1/128");
  }

  boolean isLinkLocal() {
    return within("169.254.0.0/16", "fe80::/10");
  }

  boolean isMulticast() {
    return within("224.0.0.0/4", "ff00::/8");
  }

  boolean isPrivate() {
    return isLinkLocal()
        || within(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "239.0.0.0/8",
            "fc00::/7",
            "fec0::/10");
  }

  /// Whether the address would do as a netmask or hostmask.
  boolean isMask() {
    return maskLength(address, width()).isPresent();
  }

  String ip() {
    return text(address);
  }

  /// A number as an address of this version.
  String text(BigInteger number) {
    if (version == 4) {
      long bits = number.longValue();
      return "%d.%d.%d.%d"
          .formatted(bits >> 24 & 255, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
    }
    return compact(number);
  }

  private static String compact(BigInteger number) {
    List<String> groups = new ArrayList<>();
    for (int shift = 112; shift >= 0; shift -= 16) {
      groups.add(Integer.toHexString(number.shiftRight(shift).intValue() & 0xffff));
    }
    boolean compatible = number.bitLength() <= V4_BITS && number.bitLength() > 16;
    if (compatible || number.shiftRight(32).equals(BigInteger.valueOf(0xffff))) {
      return (compatible ? "::" : "::ffff:")
          + new IpNetwork(4, number.and(BigInteger.valueOf(0xffffffffL)), V4_BITS).ip();
    }
    int best = -1;
    int longest = 1;
    for (int i = 0; i < groups.size(); i++) {
      int end = i;
      while (end < groups.size() && groups.get(end).equals("0")) {
        end++;
      }
      if (end - i > longest) {
        longest = end - i;
        best = i;
      }
    }
    String all = String.join(":", groups).toLowerCase(Locale.ROOT);
    return best < 0
        ? all
        : String.join(":", groups.subList(0, best))
            + "::"
            + String.join(":", groups.subList(best + longest, groups.size()));
  }

  String reverse() {
    StringBuilder out = new StringBuilder();
    if (version == 4) {
      for (String part : List.of(ip().split("\\.")).reversed()) {
        out.append(part).append('.');
      }
      return out.append("in-addr.arpa.").toString();
    }
    String digits = "%032x".formatted(address);
    for (int i = digits.length() - 1; i >= 0; i--) {
      out.append(digits.charAt(i)).append('.');
    }
    return out.append("ip6.arpa.").toString();
  }

  /// `address/prefix`.
  @Override
  public String toString() {
    return ip() + "/" + prefix;
  }
}
