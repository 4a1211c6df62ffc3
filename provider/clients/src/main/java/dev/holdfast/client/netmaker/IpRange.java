package dev.holdfast.client.netmaker;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of IP addresses of one family, its host bits cleared.
///
/// @param first the first address as a number
/// @param bits 32 for IPv4, 128 for IPv6
/// @param prefix how many leading bits all addresses have in common
public record IpRange(BigInteger first, int bits, int prefix) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]+)/(0|[1-9][0-9]{0,2})");

  public IpRange {
    int free = bits - prefix;
    first = first.shiftRight(free).shiftLeft(free);
  }

  /// Reads `10.0.0.0/16` or `fd00::/64`; host bits may be set.
  public static Optional<IpRange> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(matcher.group(2));
    return address(matcher.group(1))
        .filter(address -> prefix <= address.getAddress().length * 8)
        .map(address -> of(address, prefix));
  }

  private static IpRange of(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    return new IpRange(new BigInteger(1, bytes), bytes.length * 8, prefix);
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      // Without the four parts the JDK would also take "10.1" for an address.
      return literal.contains(":") || literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")
          ? Optional.of(InetAddress.ofLiteral(literal))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public boolean isIpv4() {
    return bits == 32;
  }

  /// Whether the address, written without a prefix length, lies inside.
  public boolean contains(String text) {
    return address(text)
        .map(address -> of(address, address.getAddress().length * 8))
        .filter(this::contains)
        .isPresent();
  }

  /// Whether the other lies wholly inside.
  public boolean contains(IpRange other) {
    return bits == other.bits
        && other.prefix >= prefix
        && new IpRange(other.first, bits, prefix).first.equals(first);
  }

  public boolean overlaps(IpRange other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public String toString() {
    byte[] raw = first.toByteArray();
    byte[] bytes = new byte[bits / 8];
    int length = Math.min(raw.length, bytes.length);
    System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
