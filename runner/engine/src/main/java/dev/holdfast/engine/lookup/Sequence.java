package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PercentFormat;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers from a start to an end, formatted: `4-16/2:host%02d` or `start=4 end=16 stride=2`.
///
/// Source: `ansible/plugins/lookup/sequence.py`.
final class Sequence {
  private static final String NUMBER = "(0?x?[0-9a-f]+)";
  private static final Pattern SHORT =
      Pattern.compile(
          "^(?:%1$s-)?%1$s(?:/%1$s)?(?::(.+))?$".formatted(NUMBER), Pattern.CASE_INSENSITIVE);

  private BigInteger start = BigInteger.ONE;
  private Optional<BigInteger> end = Optional.empty();
  private Optional<BigInteger> count = Optional.empty();
  private BigInteger stride = BigInteger.ONE;
  private String format = "%d";

  private Sequence() {}

  static List<Value> run(List<Value> terms) {
    List<Value> numbers = new ArrayList<>();
    for (Value term : terms) {
      Sequence sequence = new Sequence();
      sequence.parse(text(term));
      sequence.generate(numbers);
    }
    return numbers;
  }

  private static String text(Value term) {
    if (term instanceof Str str) {
      return str.text();
    }
    throw TemplateError.ansible(
        "unknown error parsing with_sequence arguments: %s. Error was: expected string or"
                .formatted(Text.repr(term))
            + " bytes-like object");
  }

  private void parse(String term) {
    Matcher matcher = SHORT.matcher(term);
    if (matcher.find()) {
      start = number("start", Optional.ofNullable(matcher.group(1))).orElse(start);
      end = number("end", Optional.ofNullable(matcher.group(2)));
      stride = number("stride", Optional.ofNullable(matcher.group(3))).orElse(stride);
      format = Optional.ofNullable(matcher.group(4)).orElse(format);
    } else {
      named(Site.reading(() -> KeyValues.parse(term, false)));
    }
  }

  private static Optional<BigInteger> number(String name, Optional<String> text) {
    return text.map(digits ->
        Numbers.parseInt(digits, 0)
            .orElseThrow(
                () -> TemplateError.ansible("can't parse " + name + "=" + digits + " as integer")));
  }

  private void named(DictValue given) {
    DictValue rest = DictValue.copyOf(given);
    start = named(rest, "start").orElse(start);
    end = named(rest, "end");
    count = named(rest, "count");
    stride = named(rest, "stride").orElse(stride);
    format = take(rest, "format").orElse(format);
    if (!rest.isEmpty()) {
      List<String> names = rest.entries().keySet().stream().map(Text::repr).toList();
      throw TemplateError.ansible(
          "unrecognized arguments to with_sequence: [" + String.join(", ", names) + "]");
    }
  }

  private static Optional<BigInteger> named(DictValue rest, String name) {
    return number(name, take(rest, name));
  }

  private static Optional<String> take(DictValue rest, String name) {
    return Optional.ofNullable(rest.entries().remove(Str.of(name))).map(Text::str);
  }

  private void generate(List<Value> numbers) {
    if (end.isPresent() == count.isPresent()) {
      throw TemplateError.ansible(
          end.isPresent()
              ? "can't specify both count and end in with_sequence"
              : "must specify count or end in with_sequence");
    }
    if (count.isPresent() && count.get().signum() == 0) {
      start = BigInteger.ZERO;
      stride = BigInteger.ZERO;
    }
    BigInteger last =
        end.orElseGet(() ->
            stride.signum() == 0 && start.signum() == 0
                ? BigInteger.ZERO
                : start.add(count.orElseThrow().multiply(stride)).subtract(BigInteger.ONE));
    check(last);
    if (stride.signum() == 0) {
      return;
    }
    for (BigInteger at = start; isWithin(at, last); at = at.add(stride)) {
      numbers.add(Str.of(formatted(at)));
    }
  }

  private void check(BigInteger last) {
    int direction = last.compareTo(start);
    if (stride.signum() > 0 && direction < 0) {
      throw TemplateError.ansible("to count backwards make stride negative");
    }
    if (stride.signum() < 0 && direction > 0) {
      throw TemplateError.ansible("to count forward don't make stride negative");
    }
    if (format.chars().filter(letter -> letter == '%').count() != 1) {
      throw TemplateError.ansible("bad formatting string: " + format);
    }
  }

  private boolean isWithin(BigInteger number, BigInteger last) {
    return number.compareTo(last) * stride.signum() <= 0;
  }

  private String formatted(BigInteger number) {
    try {
      return PercentFormat.format(format, new Int(number));
    } catch (LanguageException e) {
      throw TemplateError.ansible(
          "problem formatting " + number + " with " + Text.repr(Str.of(format)), e);
    }
  }
}
