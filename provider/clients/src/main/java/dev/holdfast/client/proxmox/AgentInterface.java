package dev.holdfast.client.proxmox;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// A network interface as the guest agent sees it (`.../agent/network-get-interfaces`).
public record AgentInterface(String name, Optional<String> mac, List<Address> addresses) {
  public AgentInterface {
    addresses = List.copyOf(addresses);
  }

  /// An address with its prefix length.
  public record Address(InetAddress ip, int prefix) {}
}
