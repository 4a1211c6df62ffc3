package dev.holdfast.client.netmaker;

import java.util.Optional;

/// The membership of a host in a network.
///
/// Source: the record `ApiNode` of `/api/nodes/{network}`; static clients, which that call lists as
/// well, are no nodes here.
public record Node(Fields fields) {

  public String id() {
    return fields.text("id").orElse("");
  }

  public String hostId() {
    return fields.text("hostid").orElse("");
  }

  public String network() {
    return fields.text("network").orElse("");
  }

  /// The bare IPv4 address.
  public Optional<String> address() {
    return bare("address");
  }

  /// The bare IPv6 address.
  public Optional<String> address6() {
    return bare("address6");
  }

  public boolean connected() {
    return fields.flag("connected").orElse(false);
  }

  /// Whether the server is about to remove it.
  public boolean pendingDelete() {
    return fields.flag("pendingdelete").orElse(false);
  }

  boolean real() {
    return !fields.flag("is_static").orElse(false) && !hostId().isEmpty();
  }

  private Optional<String> bare(String name) {
    return fields.text(name).map(text -> text.replaceFirst("/.*", ""));
  }
}
