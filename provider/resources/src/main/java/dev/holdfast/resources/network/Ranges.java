package dev.holdfast.resources.network;

import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Equality;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;
import java.util.function.Predicate;

/// Ranges of addresses as attributes.
final class Ranges {

  private Ranges() {}

  /// The server clears host bits: `10.1.2.3/16` and `10.1.0.0/16` are one range.
  static final Equality SAME = Equalities.byMeaning(IpRange::parse);

  static final Validator IPV4 =
      range(
          "an IPv4 range such as 10.20.0.0/16, at most /30",
          range -> range.isIpv4() && range.prefix() <= 30);

  static final Validator IPV6 =
      range(
          "an IPv6 range such as fd00:20::/64, at most /126",
          range -> !range.isIpv4() && range.prefix() <= 126);

  static final Validator ANY = range("a range such as 10.30.0.0/24 or fd00:30::/64", _ -> true);

  private static Validator range(String allowed, Predicate<IpRange> test) {
    return Validators.rule(
        allowed, "Correct the range.", value -> of(value).filter(test).isPresent());
  }

  /// The range that an attribute holds.
  static Optional<IpRange> of(Value value) {
    return Values.string(value).flatMap(IpRange::parse);
  }
}
