package dev.holdfast.client.netmaker;

import java.util.Map;
import java.util.Optional;

/// A range outside of a network that some of its nodes route to.
///
/// Source: the record `Egress` of `/api/v1/egress` (0.99 and newer).
public record Egress(Fields fields) {

  public String id() {
    return fields.text("id").orElse("");
  }

  public String name() {
    return fields.text("name").orElse("");
  }

  public String network() {
    return fields.text("network").orElse("");
  }

  public Optional<IpRange> range() {
    return fields.text("range").flatMap(IpRange::parse);
  }

  /// The routing nodes by id, each with its metric.
  public Map<String, Long> nodes() {
    return fields.numbers("nodes");
  }

  public boolean nat() {
    return fields.flag("nat").orElse(false);
  }
}
