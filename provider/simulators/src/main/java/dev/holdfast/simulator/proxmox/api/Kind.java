package dev.holdfast.simulator.proxmox.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the value of a parameter may be, with the server's own texts for what it may not.
public sealed interface Kind {

  /// Why `value` is refused, or nothing.
  ///
  /// @param path the parameter's name, for errors inside property strings
  Optional<String> refusal(String path, String value);

  /// How the server stores an accepted value.
  default String stored(String value) {
    return value;
  }

  /// The type's name in the server's schema.
  String typeName();

  /// A boolean: `1`, `on`, `yes`, `true` and their opposites.
  record Flag() implements Kind {
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");
    private static final Set<String> FALSE = Set.of("0", "off", "no", "false");

    @Override
    public Optional<String> refusal(String path, String value) {
      String lower = value.toLowerCase(Locale.ROOT);
      return TRUE.contains(lower) || FALSE.contains(lower)
          ? Optional.empty()
          : wrongType(typeName(), value);
    }

    @Override
    public String stored(String value) {
      return TRUE.contains(value.toLowerCase(Locale.ROOT)) ? "1" : "0";
    }

    @Override
    public String typeName() {
      return "boolean";
    }
  }

  /// An integer between two bounds.
  record Whole(Optional<BigDecimal> min, Optional<BigDecimal> max) implements Kind {
    private static final Pattern FORM = Pattern.compile("[+-]?\\d+");

    @Override
    public Optional<String> refusal(String path, String value) {
      return FORM.matcher(value).matches()
          ? outside(new BigDecimal(value), min, max)
          : wrongType(typeName(), value);
    }

    @Override
    public String typeName() {
      return "integer";
    }
  }

  /// A decimal number between two bounds.
  record Decimal(Optional<BigDecimal> min, Optional<BigDecimal> max) implements Kind {
    private static final Pattern FORM = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE]\\d+)?");

    @Override
    public Optional<String> refusal(String path, String value) {
      return FORM.matcher(value).matches()
          ? outside(new BigDecimal(value), min, max)
          : wrongType(typeName(), value);
    }

    @Override
    public String typeName() {
      return "number";
    }
  }

  /// One of a list of words.
  record Choice(List<String> values) implements Kind {
    /// Copies the list.
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public Optional<String> refusal(String path, String value) {
      return values.contains(value)
          ? Optional.empty()
          : Optional.of(
              "value '%s' does not have a value in the enumeration '%s'"
                  .formatted(value, String.join(", ", values)));
    }

    @Override
    public String typeName() {
      return "string";
    }
  }

  /// A text with a length, a pattern or a named format.
  record Text(
      Optional<Integer> min,
      Optional<Integer> max,
      Optional<Format> format,
      Optional<Pattern> pattern)
      implements Kind {

    @Override
    public Optional<String> refusal(String path, String value) {
      return tooShort(value)
          .or(() -> tooLong(max, value))
          .or(() -> format.flatMap(f -> f.refusal(value)).map(Text::invalidFormat))
          .or(() -> mismatch(value));
    }

    private Optional<String> tooShort(String value) {
      return min.filter(m -> value.length() < m)
          .map(m -> "value must be at least " + m + " characters long");
    }

    private Optional<String> mismatch(String value) {
      return pattern
          .filter(p -> !p.matcher(value).matches())
          .map(_ -> "value does not match the regex pattern");
    }

    private static String invalidFormat(String why) {
      return "invalid format - " + why + "\n";
    }

    @Override
    public String typeName() {
      return "string";
    }
  }

  /// Several texts, given by repeating the parameter.
  record Texts() implements Kind {
    @Override
    public Optional<String> refusal(String path, String value) {
      return Optional.empty();
    }

    @Override
    public String typeName() {
      return "array";
    }
  }

  /// A property string.
  record Compound(PartsSpec parts, Optional<Integer> max) implements Kind {
    @Override
    public Optional<String> refusal(String path, String value) {
      return tooLong(max, value)
          .or(() -> PropertyString.refusal(parts, path, value).map(w -> "invalid format - " + w));
    }

    @Override
    public String typeName() {
      return "string";
    }
  }

  private static Optional<String> wrongType(String type, String value) {
    return Optional.of("type check ('%s') failed - got '%s'".formatted(type, value));
  }

  private static Optional<String> tooLong(Optional<Integer> max, String value) {
    return max.filter(m -> value.length() > m)
        .map(m -> "value may only be " + m + " characters long");
  }

  private static Optional<String> outside(
      BigDecimal value, Optional<BigDecimal> min, Optional<BigDecimal> max) {
    if (min.isPresent() && value.compareTo(min.get()) < 0) {
      return Optional.of("value must have a minimum value of " + min.get().toPlainString());
    }
    if (max.isPresent() && value.compareTo(max.get()) > 0) {
      return Optional.of("value must have a maximum value of " + max.get().toPlainString());
    }
    return Optional.empty();
  }
}
