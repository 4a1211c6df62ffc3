package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Ways in which two spellings mean the same. For JSON see `JsonText` of the codecs.
public final class Equalities {

  private Equalities() {}

  /// Upper and lower case do not matter.
  public static final Equality IGNORING_CASE =
      (one, other) ->
          one.equals(other)
              || (one instanceof Value.Str(String left)
                  && other instanceof Value.Str(String right)
                  && left.equalsIgnoreCase(right));

  /// White space at either end does not matter.
  public static final Equality TRIMMED = byMeaning(text -> Optional.of(text.strip()));

  /// The same length of time: `90s` and `1m30s`.
  public static final Equality DURATION = byMeaning(Durations::parse);

  /// The same address: `2001:DB8:0::1` and `2001:db8::1`.
  public static final Equality IP_ADDRESS = byMeaning(IpText::address);

  /// The same address with the same prefix length.
  public static final Equality CIDR = byMeaning(IpText::cidr);

  /// The same hardware address: case and separators do not matter.
  public static final Equality MAC_ADDRESS = byMeaning(Equalities::mac);

  /// The same elements in any order, repeats counted; for lists that the server reorders.
  public static final Equality ANY_ORDER = Equalities::sameInAnyOrder;

  /// Strings are the same where both have a meaning and it is equal.
  public static Equality byMeaning(Function<String, ? extends Optional<?>> meaning) {
    return (one, other) ->
        one.equals(other)
            || (one instanceof Value.Str(String left)
                && other instanceof Value.Str(String right)
                && meaning.apply(left).isPresent()
                && meaning.apply(left).equals(meaning.apply(right)));
  }

  /// Lists and maps are the same where all their elements are, place by place or key by key.
  public static Equality each(Equality element) {
    return (one, other) ->
        switch (one) {
          case Value.ListOf(List<Value> left)
              when other instanceof Value.ListOf(List<Value> right) ->
              pairwise(element, left, right);
          case Value.MapOf(Map<String, Value> left)
              when other instanceof Value.MapOf(Map<String, Value> right) ->
              left.keySet().equals(right.keySet())
                  && pairwise(element, List.copyOf(left.values()), List.copyOf(right.values()));
          default -> one.equals(other);
        };
  }

  private static boolean pairwise(Equality element, List<Value> left, List<Value> right) {
    boolean same = left.size() == right.size();
    for (int i = 0; same && i < left.size(); i++) {
      same = element.same(left.get(i), right.get(i));
    }
    return same;
  }

  private static Optional<String> mac(String text) {
    String digits = text.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{12}") ? Optional.of(digits) : Optional.empty();
  }

  private static boolean sameInAnyOrder(Value one, Value other) {
    if (one.parts().size() != other.parts().size()) {
      return false;
    }
    var left = new ArrayList<>(one.parts());
    other.parts().forEach(left::remove);
    return left.isEmpty();
  }
}
