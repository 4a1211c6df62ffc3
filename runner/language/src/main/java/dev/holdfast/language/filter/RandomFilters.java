package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Filters that draw lots; with a seed, the lots that Python draws.
final class RandomFilters {
  private RandomFilters() {}

  private static PythonRandom source(Params params) {
    return params.get("seed").map(PythonRandom::seeded).orElseGet(PythonRandom::secure);
  }

  static Value random(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("rand", args, "start", "step", "seed");
    PythonRandom random = source(params);
    Optional<Value> start = params.get("start").filter(Truth::of);
    Optional<Value> step = params.get("step").filter(Truth::of);
    Value end = Kit.plain(input);
    if (end instanceof Int || end instanceof Bool) {
      return new Int(
          random.range(
              start.map(Numbers::truncate).orElse(BigInteger.ZERO),
              Numbers.truncate(end),
              step.map(Numbers::truncate).orElse(BigInteger.ONE)));
    }
    if (Sequences.tryIterate(end).isEmpty()) {
      throw TemplateError.filter("random can only be used on sequences and integers");
    }
    if (start.isPresent() || step.isPresent()) {
      throw TemplateError.filter("start and step can only be used with integer values");
    }
    if (Types.name(end).equals("dict")) {
      throw PythonError.keyError(Kit.number(0));
    }
    return random.choice(Sequences.iterate(end));
  }

  static Value shuffle(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("randomize_list", args, "seed");
    Optional<List<Value>> items = Sequences.tryIterate(input);
    if (items.isEmpty()) {
      return input;
    }
    List<Value> copy = new ArrayList<>(items.get());
    Optional<Value> seed = params.get("seed").filter(Truth::of);
    seed.map(PythonRandom::seeded).orElseGet(PythonRandom::secure).shuffle(copy);
    return Kit.list(copy);
  }

  static Value randomMac(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("random_mac", args, "seed");
    Value plain = Kit.plain(input);
    if (!(plain instanceof Str(String prefix, _, _))) {
      throw TemplateError.filter(
          "Invalid value type (%s) for random_mac (%s)"
              .formatted(Kit.typeRepr(plain), Text.str(plain)));
    }
    String lower = prefix.toLowerCase(Locale.ROOT);
    List<String> parts = List.of(lower.split(":", -1));
    if (parts.size() > 5) {
      throw TemplateError.filter(
          "Invalid value (%s) for random_mac: 5 colon(:) separated items max".formatted(lower));
    }
    String wrong =
        parts.stream().filter(part -> !part.matches("[0-9a-f]{2}")).findFirst().orElse("");
    if (!wrong.isEmpty() || parts.contains("")) {
      throw TemplateError.filter(
          "Invalid value (%s) for random_mac: %s not hexa byte".formatted(lower, wrong));
    }
    BigInteger low = BigInteger.valueOf(68719476736L);
    BigInteger high = BigInteger.valueOf(1099511627775L + 1);
    String digits = source(params).range(low, high, BigInteger.ONE).toString(16);
    StringBuilder mac = new StringBuilder(lower);
    for (int i = 0; i < 12 - 2 * parts.size(); i += 2) {
      mac.append(':').append(digits, i, i + 2);
    }
    return Str.of(mac.toString());
  }
}
