package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexFlag;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Filters and tests with regular expressions.
final class RegexFilters {
  private static final int MAX_CACHED = 1000;
  private static final PythonRegex BY_NAME = PythonRegex.compile("\\\\g<(\\S+)>");
  private static final PythonRegex BY_NUMBER = PythonRegex.compile("\\\\(\\d+)");
  private static final Map<Key, PythonRegex> COMPILED = new ConcurrentHashMap<>();

  private record Key(String pattern, EnumSet<RegexFlag> flags) {}

  private RegexFilters() {}

  static PythonRegex compile(Value pattern, boolean ignoreCase, boolean multiline) {
    Value plain = Kit.plain(pattern);
    if (!(plain instanceof Str(String text, _, _))) {
      throw PythonError.typeError("first argument must be string or compiled pattern");
    }
    EnumSet<RegexFlag> flags = EnumSet.noneOf(RegexFlag.class);
    if (ignoreCase) {
      flags.add(RegexFlag.IGNORECASE);
    }
    if (multiline) {
      flags.add(RegexFlag.MULTILINE);
    }
    if (COMPILED.size() > MAX_CACHED) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(
        new Key(text, flags), key -> PythonRegex.compile(key.pattern(), key.flags()));
  }

  static Value replace(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of("regex_replace", args, "pattern", "replacement", "ignorecase", "multiline");
    PythonRegex regex =
        compile(
            params.given("pattern").orElse(Str.EMPTY),
            params.truth("ignorecase", false),
            params.truth("multiline", false));
    String template = params.given("replacement").map(Text::str).orElse("");
    return Str.of(regex.sub(template, Text.str(input), 0));
  }

  static Value findAll(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("regex_findall", args, "regex", "multiline", "ignorecase");
    PythonRegex regex =
        compile(
            params.require("regex"),
            params.truth("ignorecase", false),
            params.truth("multiline", false));
    return Kit.list(regex.findAll(Text.str(input)).stream().map(RegexFilters::found).toList());
  }

  private static Value found(PythonMatch match) {
    if (match.groups() == 0) {
      return Kit.optional(match.group(0));
    }
    List<Value> groups = new ArrayList<>();
    for (int i = 1; i <= match.groups(); i++) {
      groups.add(Str.of(match.group(i).orElse("")));
    }
    return groups.size() == 1 ? groups.getFirst() : new TupleValue(groups);
  }

  static Value search(Value input, Arguments args, EvalContext context) {
    if (args.positional().isEmpty() && !args.named().containsKey("regex")) {
      throw PythonError.typeError("regex_search() missing 1 required positional argument: 'regex'");
    }
    int skip = args.named().containsKey("regex") ? 0 : 1;
    Value pattern = args.at(0, "regex").orElseThrow();
    PythonRegex regex = compile(pattern, flag(args, "ignorecase"), flag(args, "multiline"));
    List<String> wanted =
        args.positional().stream().skip(skip).map(RegexFilters::reference).toList();
    Optional<PythonMatch> match = regex.search(Text.str(input));
    if (match.isEmpty()) {
      return None.NONE;
    }
    if (wanted.isEmpty()) {
      return Kit.optional(match.get().group(0));
    }
    return Kit.list(wanted.stream().map(name -> group(match.get(), name)).toList());
  }

  private static boolean flag(Arguments args, String name) {
    return Optional.ofNullable(args.named().get(name)).map(Truth::of).orElse(false);
  }

  private static String reference(Value argument) {
    String text = Text.str(argument);
    Optional<PythonMatch> match =
        text.startsWith("\\g") ? BY_NAME.match(text) : BY_NUMBER.match(text);
    return match
        .flatMap(found -> found.group(1))
        .orElseThrow(() -> TemplateError.filter("Unknown argument"));
  }

  private static Value group(PythonMatch match, String name) {
    boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
    Optional<Integer> index = number ? Optional.of(Integer.valueOf(name)) : match.number(name);
    return Kit.optional(
        match.group(
            index
                .filter(group -> group <= match.groups())
                .orElseThrow(() -> PythonError.indexError("no such group"))));
  }

  static Value escape(Value input, Arguments args, EvalContext context) {
    String type = Params.of("regex_escape", args, "re_type").text("re_type", "python");
    String text = Text.str(input);
    return switch (type) {
      case "python" -> Str.of(PythonRegex.escape(text));
      case "posix_basic" -> Str.of(PythonRegex.compile("([].[^$*\\\\])").sub("\\\\\\1", text, 0));
      case "posix_extended" ->
          throw TemplateError.filter("Regex type (posix_extended) not yet implemented");
      default -> throw TemplateError.filter("Invalid regex type (" + type + ")");
    };
  }

  static boolean testMatch(Value input, Arguments args, EvalContext context) {
    return matches("match", input, args, "match");
  }

  static boolean testSearch(Value input, Arguments args, EvalContext context) {
    return matches("search", input, args, "search");
  }

  static boolean testRegex(Value input, Arguments args, EvalContext context) {
    return matches("regex", input, args, "search");
  }

  private static boolean matches(String test, Value input, Arguments args, String missing) {
    Params params =
        test.equals("regex")
            ? Params.of(test, args, "pattern", "ignorecase", "multiline", "match_type")
            : Params.of(test, args, "pattern", "ignorecase", "multiline");
    PythonRegex regex =
        compile(
            params.given("pattern").orElse(Str.EMPTY),
            params.truth("ignorecase", false),
            params.truth("multiline", false));
    String text = Text.str(input);
    String how = test.equals("regex") ? params.text("match_type", missing) : missing;
    return switch (how) {
      case "match" -> regex.match(text).isPresent();
      case "fullmatch" -> regex.fullMatch(text).isPresent();
      case "search" -> regex.search(text).isPresent();
      default -> throw TemplateError.ansible("'str' object is not callable");
    };
  }
}
