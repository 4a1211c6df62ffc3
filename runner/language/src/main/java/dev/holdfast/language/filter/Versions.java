package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The test `version`: how two version texts compare. Every kind of version becomes a value whose
/// Python order is the order of the versions.
public final class Versions {
  private static final Pattern LOOSE = Pattern.compile("(\\d+|[a-z]+|\\.)");
  private static final Pattern STRICT = Pattern.compile("(\\d+)\\.(\\d+)(\\.(\\d+))?([ab](\\d+))?");
  private static final Pattern SEMANTIC =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
  private static final Pattern PEP440 =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d+)?)?"
              + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d+)?)?"
              + "(?:[-_.]?(dev)[-_.]?(\\d+)?)?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("==", "=="),
          Map.entry("=", "=="),
          Map.entry("eq", "=="),
          Map.entry("<", "<"),
          Map.entry("lt", "<"),
          Map.entry("<=", "<="),
          Map.entry("le", "<="),
          Map.entry(">", ">"),
          Map.entry("gt", ">"),
          Map.entry(">=", ">="),
          Map.entry("ge", ">="),
          Map.entry("!=", "!="),
          Map.entry("<>", "!="),
          Map.entry("ne", "!="));

  private Versions() {}

  static boolean compare(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of("version_compare", args, "version", "operator", "strict", "version_type");
    Value other = params.require("version");
    String operator = params.text("operator", "eq");
    Optional<Value> strict = params.get("strict");
    Optional<Value> type = params.get("version_type");
    if (strict.isPresent() && type.isPresent()) {
      throw TemplateError.filter("Cannot specify both 'strict' and 'version_type'");
    }
    if (!Truth.of(input)) {
      throw TemplateError.filter("Input version value cannot be empty");
    }
    if (!Truth.of(other)) {
      throw TemplateError.filter("Version parameter to compare against cannot be empty");
    }
    String kind =
        strict.filter(Truth::of).isPresent() ? "strict" : type.map(Text::str).orElse("loose");
    requireType(kind);
    String sign = OPERATORS.get(operator);
    if (sign == null) {
      throw TemplateError.filter(
          "Invalid operator type (%s). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge', '!=', '<>', 'ne'"
              .formatted(operator));
    }
    try {
      return holds(sign, parse(kind, Text.str(input)), parse(kind, Text.str(other)));
    } catch (LanguageException e) {
      throw TemplateError.filter("Version comparison failed: " + e.message());
    }
  }

  private static boolean holds(String sign, Value a, Value b) {
    return switch (sign) {
      case "==" -> Comparison.equal(a, b);
      case "!=" -> !Comparison.equal(a, b);
      default -> Comparison.holds(sign, a, b);
    };
  }

  private static void requireType(String kind) {
    if (!List.of("loose", "strict", "semver", "semantic", "pep440").contains(kind)) {
      throw TemplateError.filter(
          "Invalid version type (%s). Must be one of 'loose', 'strict', 'semver', 'semantic', 'pep440'"
              .formatted(kind));
    }
  }

  private static Value parse(String kind, String text) {
    return switch (kind) {
      case "strict" -> strict(text);
      case "semver", "semantic" -> semantic(text);
      case "pep440" -> pep440(text);
      default -> loose(text);
    };
  }

  /// Numbers and words, as they come.
  static Value loose(String text) {
    List<Value> parts = new ArrayList<>();
    Matcher matcher = LOOSE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      add(parts, text.substring(from, matcher.start()));
      add(parts, matcher.group());
      from = matcher.end();
    }
    add(parts, text.substring(from));
    return Kit.list(parts);
  }

  private static void add(List<Value> parts, String part) {
    if (!part.isEmpty() && !part.equals(".")) {
      parts.add(isNumber(part) ? number(part) : Str.of(part));
    }
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Value number(String digits) {
    return new Int(new BigInteger(digits));
  }

  private static Value strict(String text) {
    Matcher match = STRICT.matcher(text);
    if (!match.matches()) {
      throw PythonError.valueError("invalid version number '" + text + "'");
    }
    String patch = Optional.ofNullable(match.group(4)).orElse("0");
    Optional<String> pre = Optional.ofNullable(match.group(5));
    Value release =
        pre.<Value>map(
                name -> TupleValue.of(Str.of(name.substring(0, 1)), number(name.substring(1))))
            .orElse(TupleValue.of(Str.of("z"), number("0")));
    return TupleValue.of(number(match.group(1)), number(match.group(2)), number(patch), release);
  }

  private static Value semantic(String text) {
    Matcher match = SEMANTIC.matcher(text);
    if (!match.matches()) {
      throw PythonError.valueError("invalid semantic version '" + text + "'");
    }
    List<Value> pre = new ArrayList<>();
    for (String part : Optional.ofNullable(match.group(4)).orElse("").split("\\.")) {
      if (!part.isEmpty()) {
        pre.add(
            isNumber(part)
                ? TupleValue.of(number("0"), number(part))
                : TupleValue.of(number("1"), Str.of(part)));
      }
    }
    return TupleValue.of(
        number(match.group(1)),
        number(match.group(2)),
        number(match.group(3)),
        pre.isEmpty() ? number("1") : number("0"),
        new TupleValue(pre));
  }

  /// The version of a Python package: its epoch, release, pre-release, post-release, development
  /// release and local part, as numbers in tuples.
  ///
  /// @throws PythonError when it is none
  public static TupleValue pep440(String source) {
    Matcher match = PEP440.matcher(source.strip().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw PythonError.valueError("Invalid version: '" + source + "'");
    }
    List<Value> release = new ArrayList<>();
    for (String part : match.group(2).split("\\.")) {
      release.add(number(part));
    }
    while (release.size() > 1 && Comparison.equal(release.getLast(), number("0"))) {
      release.removeLast();
    }
    boolean post = match.group(5) != null || match.group(6) != null;
    boolean dev = match.group(8) != null;
    String postNumber =
        Optional.ofNullable(match.group(5))
            .or(() -> Optional.ofNullable(match.group(7)))
            .orElse("0");
    return TupleValue.of(
        number(orZero(match.group(1))),
        new TupleValue(release),
        preRelease(match, post, dev),
        post
            ? TupleValue.of(number("1"), number(postNumber))
            : TupleValue.of(number("0"), number("0")),
        dev
            ? TupleValue.of(number("0"), number(orZero(match.group(9))))
            : TupleValue.of(number("1"), number("0")),
        local(Optional.ofNullable(match.group(10)).orElse("")));
  }

  private static String orZero(@Nullable String digits) {
    return Optional.ofNullable(digits).orElse("0");
  }

  private static Value preRelease(Matcher match, boolean post, boolean dev) {
    String name = Optional.ofNullable(match.group(3)).orElse("");
    int rank =
        switch (name) {
          case "" -> dev && !post ? 0 : 4;
          case "a", "alpha" -> 1;
          case "b", "beta" -> 2;
          default -> 3;
        };
    return TupleValue.of(Int.of(rank), number(orZero(match.group(4))));
  }

  private static Value local(String text) {
    List<Value> parts = new ArrayList<>();
    for (String part : text.split("[-_.]")) {
      if (!part.isEmpty()) {
        parts.add(
            isNumber(part)
                ? TupleValue.of(number("1"), number(part))
                : TupleValue.of(number("0"), Str.of(part)));
      }
    }
    return new TupleValue(parts);
  }
}
