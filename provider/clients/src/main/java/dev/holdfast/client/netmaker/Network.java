package dev.holdfast.client.netmaker;

import java.util.Optional;
import java.util.stream.Stream;

/// A network, in the names and types of 1.5.1 whatever the server.
///
/// Source: the record `Network` of `/api/networks`.
public record Network(Fields fields) {

  public String name() {
    return fields.text("netid").orElse("");
  }

  public Optional<IpRange> range4() {
    return fields.text("addressrange").flatMap(IpRange::parse);
  }

  public Optional<IpRange> range6() {
    return fields.text("addressrange6").flatMap(IpRange::parse);
  }

  public Stream<IpRange> ranges() {
    return Stream.of(range4(), range6()).flatMap(Optional::stream);
  }
}
