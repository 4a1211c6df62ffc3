package dev.holdfast.language.filter;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.Optional;

/// What `ipaddr` can be asked by name.
final class AddressQueries {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger FOUR = BigInteger.valueOf(4);

  private AddressQueries() {}

  /// The answer; empty when no query has that name.
  static Optional<Value> answer(IpNetwork net, boolean network, Value value, String query) {
    return switch (query) {
      case "" -> text(network ? net.toString() : net.ip());
      case "address", "ip" -> when(!isNetwork(net) || net.version() == 6, net.ip());
      case "address/prefix", "gateway", "gw", "host/prefix", "hostnet", "router" -> gateway(net);
      case "bool" -> Optional.of(Bool.TRUE);
      case "broadcast" -> when(net.size().compareTo(TWO) > 0, net.text(net.last()));
      case "cidr" -> text(net.toString());
      case "first_usable" -> usable(net, network, net.first().add(edge(net)), true);
      case "last_usable" -> usable(net, network, net.last().subtract(edge(net)), !isSingle(net));
      case "next_usable" -> neighbour(net, network, BigInteger.ONE);
      case "previous_usable" -> neighbour(net, network, BigInteger.ONE.negate());
      case "range_usable" -> range(net, network);
      case "host" -> when(isSingle(net) || !isNetwork(net), net.toString());
      case "hostmask", "wildcard" -> text(net.text(net.hostMask()));
      case "int" ->
          network ? text(net.address() + "/" + net.prefix()) : Optional.of(new Int(net.address()));
      case "ip/prefix" -> when(hasHost(net), net.toString());
      case "ip_netmask" -> when(hasHost(net), net.ip() + " " + net.text(net.netMask()));
      case "ipv4", "v4" -> version4(net, value);
      case "ipv6", "v6" -> version6(net, value);
      case "link-local" -> keep(net.isLinkLocal(), value);
      case "lo", "loopback" -> keep(net.isLoopback(), value);
      case "multicast" -> keep(net.isMulticast(), value);
      case "unicast" -> keep(!net.isMulticast(), value);
      case "private" -> keep(net.isPrivate(), value);
      case "public" -> keep(isPublic(net), value);
      case "net" -> when(!isSingle(net) && net.isNetworkAddress(), net.toString());
      case "netmask" -> text(net.text(net.netMask()));
      case "network", "network_id" -> text(net.text(net.first()));
      case "network/prefix", "subnet" -> text(net.cidr().toString());
      case "network_netmask" -> text(net.text(net.first()) + " " + net.text(net.netMask()));
      case "network_wildcard" -> text(net.text(net.first()) + " " + net.text(net.hostMask()));
      case "peer" -> peer(net, network);
      case "prefix" -> Optional.of(Int.of(net.prefix()));
      case "revdns" -> text(net.reverse());
      case "size" -> Optional.of(new Int(net.size()));
      case "size_usable" -> Optional.of(new Int(sizeUsable(net)));
      case "type" -> text(isSingle(net) || !net.isNetworkAddress() ? "address" : "network");
      case "version" -> Optional.of(Int.of(net.version()));
      case "wrap" -> wrap(net, network, value);
      case "6to4" -> sixToFour(net, value);
      default -> Optional.empty();
    };
  }

  private static Optional<Value> text(String text) {
    return Optional.of(Str.of(text));
  }

  private static Optional<Value> when(boolean holds, String text) {
    return Optional.of(holds ? Str.of(text) : None.NONE);
  }

  private static Optional<Value> keep(boolean holds, Value value) {
    return Optional.of(holds ? value : None.NONE);
  }

  private static boolean isSingle(IpNetwork net) {
    return net.size().equals(BigInteger.ONE);
  }

  private static boolean isNetwork(IpNetwork net) {
    return !isSingle(net) && net.isNetworkAddress() && net.broadcast().isPresent();
  }

  private static boolean hasHost(IpNetwork net) {
    return net.size().equals(TWO) || (!isSingle(net) && !net.isNetworkAddress());
  }

  private static Optional<Value> gateway(IpNetwork net) {
    boolean edge =
        net.size().compareTo(TWO) > 0
            && (net.isNetworkAddress() || net.address().equals(net.last()));
    return Optional.of(edge ? Bool.FALSE : Str.of(net.toString()));
  }

  /// How far the first usable address is from the first one.
  private static BigInteger edge(IpNetwork net) {
    return net.size().compareTo(TWO) > 0 ? BigInteger.ONE : BigInteger.ZERO;
  }

  /// Whether a host can have the address.
  static boolean usable(IpNetwork net, BigInteger address) {
    return !isSingle(net)
        && address.compareTo(net.first().add(edge(net))) >= 0
        && address.compareTo(net.last().subtract(edge(net))) <= 0;
  }

  private static void requireNetwork(boolean network) {
    if (!network) {
      throw TemplateError.filter("Not a network address");
    }
  }

  private static Optional<Value> usable(
      IpNetwork net, boolean network, BigInteger address, boolean exists) {
    requireNetwork(network);
    return when(exists && !isSingle(net), net.text(address));
  }

  private static Optional<Value> neighbour(IpNetwork net, boolean network, BigInteger step) {
    requireNetwork(network);
    BigInteger address = net.address().add(step);
    return when(usable(net, address), net.text(address.max(BigInteger.ZERO)));
  }

  private static Optional<Value> range(IpNetwork net, boolean network) {
    requireNetwork(network);
    BigInteger edge = edge(net);
    return when(
        !isSingle(net),
        net.text(net.first().add(edge)) + "-" + net.text(net.last().subtract(edge)));
  }

  private static Optional<Value> peer(IpNetwork net, boolean network) {
    requireNetwork(network);
    if (net.size().equals(TWO)) {
      return text(net.text(net.address().flipBit(0)));
    }
    if (!net.size().equals(FOUR)) {
      throw TemplateError.filter("Not a point-to-point network");
    }
    int place = net.address().mod(FOUR).intValue();
    if (place == 0 || place == 3) {
      throw TemplateError.filter(
          (place == 0 ? "Network" : "Broadcast") + " address of /30 has no peer");
    }
    return text(net.text(net.address().xor(BigInteger.valueOf(3))));
  }

  private static BigInteger sizeUsable(IpNetwork net) {
    return isSingle(net) ? BigInteger.ZERO : net.size().subtract(edge(net).shiftLeft(1));
  }

  private static boolean isPublic(IpNetwork net) {
    return !net.isMulticast() && !net.isPrivate() && !net.isLoopback() && !net.isMask();
  }

  private static Optional<Value> version4(IpNetwork net, Value value) {
    if (net.version() == 4) {
      return Optional.of(value);
    }
    BigInteger high = net.address().shiftRight(32);
    boolean mapped = high.signum() == 0 || high.equals(BigInteger.valueOf(0xffff));
    if (!mapped || net.prefix() < 96) {
      return Optional.of(Bool.FALSE);
    }
    BigInteger low = net.address().and(BigInteger.valueOf(0xffffffffL));
    return text(new IpNetwork(4, low, net.prefix() - 96).toString());
  }

  private static Optional<Value> version6(IpNetwork net, Value value) {
    if (net.version() == 6) {
      return Optional.of(value);
    }
    BigInteger mapped = BigInteger.valueOf(0xffff).shiftLeft(32).or(net.address());
    return text(new IpNetwork(6, mapped, net.prefix() + 96).toString());
  }

  private static Optional<Value> wrap(IpNetwork net, boolean network, Value value) {
    if (net.version() == 4) {
      return Optional.of(value);
    }
    return text("[" + net.ip() + "]" + (network ? "/" + net.prefix() : ""));
  }

  private static Optional<Value> sixToFour(IpNetwork net, Value value) {
    if (net.version() == 6) {
      boolean tunnelled = net.address().shiftRight(112).intValue() == 0x2002;
      return Optional.of(tunnelled ? value : Bool.FALSE);
    }
    if ((!isSingle(net) && net.isNetworkAddress()) || (!isPublic(net) && !net.isPrivate())) {
      return Optional.of(Bool.FALSE);
    }
    String hex = "%08x".formatted(net.address());
    return text("2002:" + hex.substring(0, 4) + ":" + hex.substring(4) + "::1/48");
  }
}
