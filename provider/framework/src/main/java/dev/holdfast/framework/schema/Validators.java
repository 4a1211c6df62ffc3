package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.framework.value.Words;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The validators that most attributes need.
///
/// Their errors name the attribute, what was given, what is allowed and what to write instead.
public final class Validators {

  private Validators() {}

  /// Runs all validators of an attribute; a sensitive value is not repeated in what they find.
  public static void run(Attribute attribute, Path path, Value value, Diagnostics diagnostics) {
    boolean secret = attribute.flags().sensitive() || attribute.flags().writeOnly();
    for (Validator validator : attribute.validators()) {
      if (secret) {
        quietly(validator, path, value, diagnostics);
      } else {
        validator.validate(path, value, diagnostics);
      }
    }
  }

  private static void quietly(
      Validator validator, Path path, Value value, Diagnostics diagnostics) {
    var loud = new Diagnostics();
    validator.validate(path, value, loud);
    if (loud.hasErrors()) {
      String allowed = validator.describe();
      String must = allowed.isEmpty() ? "is not valid" : "must be " + allowed;
      diagnostics.error(path, "Invalid value", "The sensitive value of " + path + " " + must + ".");
    }
  }

  /// A rule of one's own: holds where `test` does.
  ///
  /// @param allowed completes "must be ..."
  /// @param cure a sentence that says what to do
  public static Validator rule(String allowed, String cure, Predicate<Value> test) {
    return new Check(allowed, _ -> cure, test);
  }

  /// @param cure makes the sentence from the value that was given
  private record Check(String allowed, Function<Value, String> cure, Predicate<Value> test)
      implements Validator {

    @Override
    public void validate(Path path, Value value, Diagnostics diagnostics) {
      Value content = Values.content(value);
      if (!test.test(content)) {
        String given = path + " is " + Words.of(content) + ", but must be " + allowed + ". ";
        diagnostics.error(path, "Invalid value", given + cure.apply(content));
      }
    }

    @Override
    public String describe() {
      return allowed;
    }
  }

  /// A number from `least` to `most`, both included.
  public static Validator between(long least, long most) {
    return number(
        "between " + least + " and " + most, n -> least(n, least) && !least(n, most, false));
  }

  public static Validator atLeast(long least) {
    return number("at least " + least, number -> least(number, least));
  }

  public static Validator atMost(long most) {
    return number("at most " + most, number -> !least(number, most, false));
  }

  /// A number without a fraction.
  public static Validator wholeNumber() {
    return number("a whole number", number -> number.stripTrailingZeros().scale() <= 0);
  }

  private static boolean least(BigDecimal number, long bound) {
    return least(number, bound, true);
  }

  private static boolean least(BigDecimal number, long bound, boolean inclusive) {
    int order = number.compareTo(BigDecimal.valueOf(bound));
    return order > 0 || (inclusive && order == 0);
  }

  private static Validator number(String allowed, Predicate<BigDecimal> test) {
    return rule(
        allowed,
        "Write another number.",
        value -> value instanceof Value.Num(BigDecimal number) && test.test(number));
  }

  /// One of these words, exactly; a near miss gets a suggestion.
  public static Validator oneOf(String... words) {
    return oneOf(List.of(words));
  }

  public static Validator oneOf(List<String> words) {
    List<String> allowed = List.copyOf(words);
    return new Check(
        "one of " + quoted(allowed),
        value -> suggestion(allowed, value),
        value -> value instanceof Value.Str(String text) && allowed.contains(text));
  }

  /// One of these numbers.
  public static Validator oneOf(long... numbers) {
    List<Value> allowed = Arrays.stream(numbers).mapToObj(Value::of).toList();
    String words = allowed.stream().map(Words::of).collect(Collectors.joining(", "));
    return rule("one of " + words, "Write one of these numbers.", allowed::contains);
  }

  private static String suggestion(List<String> allowed, Value given) {
    return Values.string(given)
        .flatMap(text -> Spellings.nearest(text, allowed))
        .map(word -> "Did you mean \"" + word + "\"?")
        .orElse("Write one of these words.");
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
  }

  /// A string that the whole regular expression matches.
  ///
  /// @param words what such a string is, such as "a name of letters, digits and hyphens"
  public static Validator matches(String regex, String words) {
    Pattern pattern = Pattern.compile(regex);
    return text(words, text -> pattern.matcher(text).matches());
  }

  /// A string of that many characters (code points, so that an emoji is one).
  public static Validator lengthBetween(int least, int most) {
    return text(
        "of " + least + " to " + most + " characters",
        text -> {
          int length = text.codePointCount(0, text.length());
          return length >= least && length <= most;
        });
  }

  /// A string that is neither empty nor blank.
  public static Validator notBlank() {
    return text("text that is not blank", text -> !text.isBlank());
  }

  /// A duration such as `30s`, `15m` or `1h30m`.
  public static Validator duration() {
    return text("a duration such as 90s, 30m or 1h30m", text -> Durations.parse(text).isPresent());
  }

  /// An IPv4 or IPv6 address.
  public static Validator ipAddress() {
    return text(
        "an IP address such as 192.0.2.10 or 2001:db8::10",
        text -> IpText.address(text).isPresent());
  }

  /// An address with a prefix length.
  public static Validator cidr() {
    return text(
        "an address with a prefix length such as 192.0.2.10/24 or 2001:db8::10/64",
        text -> IpText.cidr(text).isPresent());
  }

  private static Validator text(String allowed, Predicate<String> test) {
    return rule(
        allowed,
        "Correct the text.",
        value -> value instanceof Value.Str(String text) && test.test(text));
  }

  /// A list, set or map of that many elements.
  public static Validator sizeBetween(int least, int most) {
    return rule(
        "of " + least + " to " + most + " elements",
        "Add or remove elements.",
        value -> value.parts().size() >= least && value.parts().size() <= most);
  }

  /// A list without repeats.
  public static Validator unique() {
    return rule(
        "without repeats",
        "Remove the second of two equal elements.",
        value -> value.parts().stream().distinct().count() == value.parts().size());
  }

  /// Every element of a list, set or map follows the rule.
  public static Validator each(Validator element) {
    return new EachElement(element);
  }

  /// Every key of a map follows the rule.
  public static Validator keys(Validator key) {
    return new EachKey(key);
  }

  /// At least one of the rules holds.
  public static Validator any(Validator... rules) {
    List<Validator> all = List.of(rules);
    String allowed = all.stream().map(Validator::describe).collect(Collectors.joining(", or "));
    return rule(allowed, "Write a value of one of these kinds.", value -> holdsAny(all, value));
  }

  private static boolean holdsAny(List<Validator> rules, Value value) {
    return rules.stream()
        .anyMatch(rule -> {
          var found = new Diagnostics();
          rule.validate(Path.ROOT, value, found);
          return !found.hasErrors();
        });
  }
}
