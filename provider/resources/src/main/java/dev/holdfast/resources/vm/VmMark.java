package dev.holdfast.resources.vm;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.work.Fingerprint;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sign that a machine is still being created, carried by the create call itself in the
/// description.
///
/// A create that is run again after a crash knows the machine by it. Users never see it as a
/// difference: it is taken off every description that is read, and the last step of a creation
/// removes it.
///
/// @param owner the provider's `owner` setting
/// @param facts hash of the facts of creation
/// @param claim which run works on the machine; differs for every run
public record VmMark(String owner, String facts, String claim) {

  private static final Pattern MARK =
      Pattern.compile(
          "\n?<!-- holdfast creating owner=([A-Za-z0-9_.-]*) facts=([0-9a-f]{16}) claim=([0-9a-f]{8}) -->\n?");

  /// The mark of a machine that is made from these facts.
  public static VmMark of(String owner, String factsText) {
    return new VmMark(owner, hash(factsText), newClaim());
  }

  /// Whether the other mark is of the same machine, whoever works on it.
  public boolean sameMachine(VmMark other) {
    return owner.equals(other.owner) && facts.equals(other.facts);
  }

  private static String newClaim() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// The description with this mark.
  public String on(String description) {
    String mark =
        "<!-- holdfast creating owner=" + owner + " facts=" + facts + " claim=" + claim + " -->";
    return description.isEmpty() ? mark : description + "\n" + mark;
  }

  /// The mark in a description.
  public static Optional<VmMark> in(String description) {
    Matcher matcher = MARK.matcher(description);
    return matcher.find()
        ? Optional.of(new VmMark(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /// The description without a mark and without the line end that PVE appends.
  public static String off(String description) {
    return MARK.matcher(description).replaceAll("").replaceAll("\n+$", "");
  }

  static boolean sameText(Value one, Value other) {
    return Values.string(one).map(VmMark::off).equals(Values.string(other).map(VmMark::off));
  }

  private static String hash(String text) {
    return new Fingerprint().joined(text).digits(8);
  }
}
