package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Filters that stand alone.
final class MiscFilters {
  private static final Pattern UNSAFE_IN_SHELL = Pattern.compile("[^A-Za-z0-9_@%+=:,./-]");
  private static final Pattern UNDEFINED_NAME = Pattern.compile("('.*') is undefined");

  private static final Map<String, Map<String, String>> COMMENTS =
      Map.of(
          "plain", Map.of("decoration", "# "),
          "erlang", Map.of("decoration", "% "),
          "c", Map.of("decoration", "// "),
          "cblock", Map.of("beginning", "/*", "decoration", " * ", "end", " */"),
          "xml", Map.of("beginning", "<!--", "decoration", " - ", "end", "-->"));

  private MiscFilters() {}

  static Value defaultValue(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_default", args, "default_value", "boolean");
    Value missing = params.given("default_value").orElse(Str.EMPTY);
    boolean absent =
        input instanceof Undefined || (params.truth("boolean", false) && !Truth.of(input));
    return absent ? missing : input;
  }

  static Value mandatory(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("mandatory", args, "msg");
    if (!(input instanceof Undefined(String message, _))) {
      return input;
    }
    Matcher name = UNDEFINED_NAME.matcher(message);
    String named = name.matches() ? name.group(1) + " " : "";
    throw TemplateError.filter(
        params
            .get("msg")
            .map(Text::str)
            .orElse("Mandatory variable %s not defined.".formatted(named)));
  }

  static Value ternary(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("ternary", args, "true_val", "false_val", "none_val");
    Value yes = params.require("true_val");
    Value no = params.require("false_val");
    Optional<Value> none = params.get("none_val");
    if (Kit.isNone(input) && none.isPresent()) {
      return none.get();
    }
    return Truth.of(input) ? yes : no;
  }

  static Value quote(Value input, Arguments args, EvalContext context) {
    return Str.of(quoted(Kit.isNone(input) ? "" : Text.str(input)));
  }

  static String quoted(String text) {
    if (text.isEmpty()) {
      return "''";
    }
    boolean safe = !UNSAFE_IN_SHELL.matcher(text).find();
    return safe ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }

  static Value typeDebug(Value input, Arguments args, EvalContext context) {
    return Str.of(Types.debugName(input));
  }

  static Value split(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (!(plain instanceof Str)) {
      throw PythonError.typeError(
          "descriptor 'split' for 'str' objects doesn't apply to a '"
              + Types.name(plain)
              + "' object");
    }
    return context.call(context.attribute(plain, "split"), args);
  }

  static Value comment(Value input, Arguments args, EvalContext context) {
    Map<String, Value> named = args.named();
    Value style = args.at(0, "style").orElse(Str.of("plain"));
    Map<String, String> known = COMMENTS.get(Text.str(style));
    if (known == null) {
      throw PythonError.keyError(style);
    }
    Map<String, String> parts = new HashMap<>();
    String decoration =
        Optional.ofNullable(named.get("decoration"))
            .map(Text::str)
            .orElse(known.getOrDefault("decoration", ""));
    String edge = decoration.stripTrailing();
    parts.putAll(
        Map.of("newline", "\n", "beginning", "", "end", "", "prefix", edge, "postfix", edge));
    parts.putAll(known);
    named.forEach((name, value) -> parts.put(name, Text.str(value)));
    return Str.of(
        comment(
            Text.str(input), parts, count(named, "prefix_count"), count(named, "postfix_count")));
  }

  private static int count(Map<String, Value> named, String name) {
    Value count = named.getOrDefault(name, Int.of(1));
    return count instanceof Str(String text, _, _)
        ? Integer.parseInt(text.strip())
        : Numbers.index(count);
  }

  private static String comment(
      String text, Map<String, String> parts, int prefixCount, int postfixCount) {
    String newline = parts.getOrDefault("newline", "\n");
    String decoration = parts.getOrDefault("decoration", "");
    String beginning = parts.getOrDefault("beginning", "");
    String prefix = parts.getOrDefault("prefix", "");
    String end = parts.getOrDefault("end", "");
    StringBuilder out = new StringBuilder(beginning.isEmpty() ? "" : beginning + newline);
    if (!prefix.isEmpty()) {
      String line = prefix.equals(newline) ? newline : prefix + newline;
      out.append(line.repeat(Math.max(0, prefixCount)));
    }
    String decorated = decoration + text.replace(newline, newline + decoration);
    out.append(decorated.replace(decoration + newline, decoration.stripTrailing() + newline));
    String postfix = newline + parts.getOrDefault("postfix", "");
    out.append(postfix.repeat(Math.max(0, postfixCount)));
    return out.append(end.isEmpty() ? "" : newline + end).toString();
  }

  /// Python's `pprint.pformat`: one line where 80 columns suffice, else one element a line.
  static Value prettyPrint(Value input, Arguments args, EvalContext context) {
    return Str.of(PrettyPrint.format(Kit.plain(input)));
  }

  static Value versionSort(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("version_sort", args, "reverse");
    List<Value> items = Kit.sequence(input).orElseGet(() -> List.of(input));
    return Kit.list(
        SequenceFilters.sorted(
            items, item -> Versions.loose(Text.str(item)), params.truth("reverse", false)));
  }
}
