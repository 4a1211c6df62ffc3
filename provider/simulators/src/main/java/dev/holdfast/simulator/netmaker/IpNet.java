package dev.holdfast.simulator.netmaker;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of addresses with the arithmetic that the server does on it.
///
/// @param base the first address
/// @param bits 32 or 128
/// @param prefix the length of the common prefix
record IpNet(BigInteger base, int bits, int prefix) {

  IpNet {
    base = base.shiftRight(bits - prefix).shiftLeft(bits - prefix);
  }

  static Optional<IpNet> parse(String text) {
    String[] parts = text.split("/", 2);
    if (parts.length != 2 || !parts[1].matches("\\d{1,3}") || parts[0].isEmpty()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(parts[1]);
    return literal(parts[0])
        .filter(address -> prefix <= address.length * 8)
        .map(address -> new IpNet(new BigInteger(1, address), address.length * 8, prefix));
  }

  static Optional<byte[]> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean overlaps(IpNet other) {
    if (bits != other.bits) {
      return false;
    }
    int common = bits - Math.min(prefix, other.prefix);
    return base.shiftRight(common).equals(other.base.shiftRight(common));
  }

  boolean contains(String address) {
    return literal(address)
        .map(bytes -> new IpNet(new BigInteger(1, bytes), bytes.length * 8, bytes.length * 8))
        .filter(single -> single.overlaps(this))
        .isPresent();
  }

  /// The lowest address after the first one that nobody has, without the last one of IPv4.
  Optional<String> lowestFree(Set<String> taken) {
    BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
    BigInteger end = bits == 32 ? size.subtract(BigInteger.ONE) : size;
    for (BigInteger i = BigInteger.ONE; i.compareTo(end) < 0; i = i.add(BigInteger.ONE)) {
      String address = address(base.add(i));
      if (!taken.contains(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private String address(BigInteger number) {
    byte[] raw = number.toByteArray();
    byte[] bytes = new byte[bits / 8];
    int length = Math.min(raw.length, bytes.length);
    System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
    try {
      String plain = InetAddress.getByAddress(bytes).getHostAddress();
      return bits == 32 ? plain : shortened(plain);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /// The longest run of zero groups as two colons, as Go prints addresses.
  private static String shortened(String groups) {
    for (int run = 8; run > 1; run--) {
      Matcher zeros = Pattern.compile("(^|:)0(:0){" + (run - 1) + "}(:|$)").matcher(groups);
      if (zeros.find()) {
        return zeros.replaceFirst("::");
      }
    }
    return groups;
  }

  @Override
  public String toString() {
    return address(base) + "/" + prefix;
  }
}
