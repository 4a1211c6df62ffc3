package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.format.Size;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Equality;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.Codec;
import dev.holdfast.resources.pve.Codecs;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks, comparisons and texts that only a machine's attributes need.
public final class VmValues {

  private VmValues() {}

  /// A size with a unit.
  public static final Validator SIZE =
      Validators.matches(
          "[1-9][0-9]*(\\.[0-9]+)?[KMGT]",
          "a number followed by K, M, G or T without a space, such as \"32G\"");

  /// `1024M` and `1G` are one size.
  public static final Equality SAME_SIZE = Equalities.byMeaning(Size::parse);

  /// Sets of tags are one whatever their letter case: PVE stores lower case.
  public static final Equality SAME_TAGS = (one, other) -> lowered(one).equals(lowered(other));

  /// Text that PVE pastes into YAML as it is.
  static final Validator PLAIN_LINE =
      Validators.matches("[^\\p{Cntrl}]+", "one line without control characters");

  /// Text that stands between the commas of a property string.
  public static final Validator PART =
      Validators.matches("[^,;=\\s\\p{Cntrl}]+", "one word without `,`, `;` and `=`");

  static final Validator EACH_PART = Validators.each(PART);

  static final Validator EACH_PLAIN_LINE = Validators.each(PLAIN_LINE);

  /// What `ip=` takes.
  static final Validator IPV4 =
      Validators.matches(
          "dhcp|\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}",
          "\"dhcp\" or an address with its prefix length, such as \"10.0.0.5/24\"");

  /// What PVE takes as a guest's name.
  public static final Validator DNS_NAME =
      Validators.matches(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
          "a DNS name: letters, digits and hyphens, parts separated by dots");

  public static final Validator TAGS =
      Validators.each(
          Validators.matches(
              "[A-Za-z0-9_][A-Za-z0-9_.+-]*",
              "letters, digits, underscores, dots, plus signs and hyphens, not beginning with a sign"));

  /// `discard` is `on` or `ignore` at PVE.
  static final Codec ON_OR_IGNORE =
      new Codec() {
        @Override
        public String encode(Value value) {
          return Codecs.FLAG.encode(value).equals("1") ? "on" : "ignore";
        }

        @Override
        public Value decode(String text) {
          return Value.of(text.equals("on"));
        }
      };

  /// What a text attribute of an object says.
  public static Optional<String> text(Value.Obj object, String name) {
    return Values.string(object.get(name));
  }

  /// Whether a flag is set.
  public static boolean flag(Value.Obj object, String name) {
    return Values.bool(object.get(name)).orElse(false);
  }

  private static Set<String> lowered(Value tags) {
    return tags.parts().stream()
        .map(Values::string)
        .flatMap(Optional::stream)
        .map(tag -> tag.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
