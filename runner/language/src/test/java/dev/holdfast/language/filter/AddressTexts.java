package dev.holdfast.language.filter;

import static dev.holdfast.language.filter.FilterTexts.call;

import dev.holdfast.language.filter.FilterTexts.Call;
import java.util.ArrayList;
import java.util.List;

/// Addresses, and what they are asked.
final class AddressTexts {
  private AddressTexts() {}

  private static final List<String> ADDRESSES =
      List.of(
          "'192.168.1.5/24'",
          "'192.168.1.0/24'",
          "'10.0.0.1'",
          "'8.8.8.8'",
          "'10.0.0.0/31'",
          "'10.0.0.1/30'",
          "'2001:db8::1/64'",
          "'::1'",
          "'fe80::1'",
          "'2001:db8::/32'",
          "'nope'",
          "'::ffff:1.2.3.4'",
          "'224.0.0.1'",
          "'169.254.1.1'",
          "'127.0.0.1'",
          "'1.2.3.4/255.255.255.0'",
          "'3232235777'",
          "'10.0.0.255/24'",
          "['10.0.0.1', 'x', '::1']");

  private static final List<String> QUERIES =
      List.of(
          "",
          "address",
          "address/prefix",
          "bool",
          "broadcast",
          "cidr",
          "first_usable",
          "last_usable",
          "next_usable",
          "previous_usable",
          "range_usable",
          "host",
          "hostmask",
          "int",
          "ip/prefix",
          "ip_netmask",
          "ipv4",
          "ipv6",
          "link-local",
          "loopback",
          "multicast",
          "unicast",
          "private",
          "public",
          "net",
          "netmask",
          "network",
          "subnet",
          "network_netmask",
          "network_wildcard",
          "peer",
          "prefix",
          "revdns",
          "size",
          "size_usable",
          "type",
          "version",
          "wrap",
          "6to4",
          "192.168.0.0/16",
          "10.0.0.0/8",
          "1",
          "nonsense");

  /// Every query of every address.
  static List<Call> addresses() {
    List<Call> calls = new ArrayList<>();
    for (String address : ADDRESSES) {
      for (String query : QUERIES) {
        calls.add(call("ansible.utils.ipaddr", address, "('" + query + "',)"));
      }
      calls.add(call("ansible.utils.ipwrap", address));
      calls.add(call("ansible.utils.ipv4", address));
      calls.add(call("ansible.utils.ipv6", address));
      calls.add(call("ansible.utils.nthhost", address, "(1,)"));
    }
    return calls;
  }
}
