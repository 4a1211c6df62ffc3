package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Jinja2's filters for text (`jinja2/filters.py`).
final class TextFilters {
  private static final Pattern WORD_START = Pattern.compile("([-\\s({\\[<]+)");
  private static final Pattern WORDS = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TAGS = Pattern.compile("(<!--.*?-->|<[^>]*>)", Pattern.DOTALL);
  private static final List<String> BINARY =
      List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");
  private static final List<String> DECIMAL =
      List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");

  private TextFilters() {}

  static Value upper(Value input, Arguments args, EvalContext context) {
    return Str.of(Text.str(input).toUpperCase(Locale.ROOT));
  }

  static Value lower(Value input, Arguments args, EvalContext context) {
    return Str.of(Kit.lower(input));
  }

  static Value capitalize(Value input, Arguments args, EvalContext context) {
    return Str.of(capitalized(Text.str(input)));
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT)
        + text.substring(end).toLowerCase(Locale.ROOT);
  }

  static Value title(Value input, Arguments args, EvalContext context) {
    String text = Text.str(input);
    StringBuilder out = new StringBuilder();
    Matcher matcher = WORD_START.matcher(text);
    int from = 0;
    while (matcher.find()) {
      out.append(capitalized(text.substring(from, matcher.start()))).append(matcher.group());
      from = matcher.end();
    }
    return Str.of(out.append(capitalized(text.substring(from))).toString());
  }

  static Value trim(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_trim", args, "chars");
    String text = Text.str(input);
    if (params.get("chars").isEmpty()) {
      return Str.of(Strip.both(text));
    }
    String chars = params.text("chars", "");
    return Str.of(
        Strip.right(Strip.left(text, c -> chars.indexOf(c) >= 0), c -> chars.indexOf(c) >= 0));
  }

  static Value center(Value input, Arguments args, EvalContext context) {
    String text = Text.str(input);
    int width = Params.of("do_center", args, "width").integer("width", 80);
    int pad = width - text.codePointCount(0, text.length());
    if (pad <= 0) {
      return Str.of(text);
    }
    int left = pad / 2 + (pad & width & 1);
    return Str.of(" ".repeat(left) + text + " ".repeat(pad - left));
  }

  static Value indent(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_indent", args, "width", "first", "blank");
    Value width = params.get("width").orElse(Kit.number(4));
    String indention =
        width instanceof Str(String text, _, _)
            ? text
            : " ".repeat(Math.max(0, Numbers.index(width)));
    List<String> lines = Lines.of(Text.str(input) + "\n");
    boolean blank = params.truth("blank", false);
    StringBuilder out = new StringBuilder(params.truth("first", false) ? indention : "");
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append('\n').append(blank || !lines.get(i).isEmpty() ? indention : "");
      }
      out.append(lines.get(i));
    }
    return Str.of(out.toString());
  }

  static Value replace(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_replace", args, "old", "new", "count");
    String old = Text.str(params.require("old"));
    String text = Text.str(input);
    String with = Text.str(params.require("new"));
    int count = params.integer("count", -1);
    if (count < 0) {
      return Str.of(text.replace(old, with));
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < count && from <= text.length(); i++) {
      int at = text.indexOf(old, old.isEmpty() && i > 0 ? from + 1 : from);
      if (at < 0) {
        break;
      }
      out.append(text, from, at).append(with);
      from = at + old.length();
    }
    return Str.of(out.append(text.substring(Math.min(from, text.length()))).toString());
  }

  static Value truncate(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_truncate", args, "length", "killwords", "end", "leeway");
    String text = Text.str(input);
    int length = params.integer("length", 255);
    String end = params.text("end", "...");
    int leeway = params.integer("leeway", 5);
    if (length < end.length()) {
      throw new PythonError(
          "AssertionError", "expected length >= %d, got %d".formatted(end.length(), length));
    }
    if (leeway < 0) {
      throw new PythonError("AssertionError", "expected leeway >= 0, got " + leeway);
    }
    int size = text.codePointCount(0, text.length());
    if (size <= length + leeway) {
      return Str.of(text);
    }
    String cut = text.substring(0, text.offsetByCodePoints(0, length - end.length()));
    int space = cut.lastIndexOf(' ');
    boolean whole = params.truth("killwords", false) || space < 0;
    return Str.of((whole ? cut : cut.substring(0, space)) + end);
  }

  static Value wordCount(Value input, Arguments args, EvalContext context) {
    return Kit.number(WORDS.matcher(Text.str(input)).results().count());
  }

  static Value wordWrap(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of(
            "do_wordwrap", args, "width", "break_long_words", "wrapstring", "break_on_hyphens");
    WordWrap wrap =
        new WordWrap(
            params.integer("width", 79),
            params.truth("break_long_words", true),
            params.truth("break_on_hyphens", true));
    String with = params.text("wrapstring", "\n");
    List<String> lines = new ArrayList<>();
    for (String line : Lines.of(Text.str(input))) {
      lines.add(String.join(with, wrap.wrap(line)));
    }
    return Str.of(String.join(with, lines));
  }

  static Value string(Value input, Arguments args, EvalContext context) {
    return new Str(Text.str(input), input instanceof Str str && str.unsafe(), true);
  }

  static Value escape(Value input, Arguments args, EvalContext context) {
    return Str.of(escaped(Text.str(input)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  static Value safe(Value input, Arguments args, EvalContext context) {
    return Str.of(Text.str(input));
  }

  static Value stripTags(Value input, Arguments args, EvalContext context) {
    String text = TAGS.matcher(Text.str(input)).replaceAll("");
    String unescaped =
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    return Str.of(String.join(" ", Strip.both(unescaped).split("\\s+")));
  }

  static Value format(Value input, Arguments args, EvalContext context) {
    if (!args.positional().isEmpty() && !args.named().isEmpty()) {
      throw TemplateError.filterArgument(
          "can't handle positional and keyword arguments at the same time");
    }
    Value values =
        args.named().isEmpty() ? new TupleValue(args.positional()) : DictValue.of(args.named());
    return Arithmetic.modulo(Str.of(Text.str(input)), values);
  }

  static Value fileSizeFormat(Value input, Arguments args, EvalContext context) {
    boolean binary = Params.of("do_filesizeformat", args, "binary").truth("binary", false);
    double bytes = NumberFilters.toDouble(input);
    int base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return Str.of("1 Byte");
    }
    if (bytes < base) {
      return Str.of((long) bytes + " Bytes");
    }
    List<String> units = binary ? BINARY : DECIMAL;
    double unit = base;
    for (String prefix : units) {
      unit *= base;
      if (bytes < unit) {
        return Str.of("%.1f %s".formatted(base * bytes / unit, prefix));
      }
    }
    return Str.of("%.1f %s".formatted(base * bytes / unit, units.getLast()));
  }

  static Value xmlAttributes(Value input, Arguments args, EvalContext context) {
    boolean space = Params.of("do_xmlattr", args, "autospace").truth("autospace", true);
    DictValue dict =
        Kit.dict(input).orElseThrow(() -> PythonError.typeError("xmlattr needs a dictionary"));
    List<String> parts = new ArrayList<>();
    for (Map.Entry<Value, Value> member : Kit.members(dict)) {
      if (!(member.getValue() instanceof None)) {
        parts.add(
            "%s=\"%s\""
                .formatted(
                    escaped(Text.str(member.getKey())), escaped(Text.str(member.getValue()))));
      }
    }
    String text = String.join(" ", parts);
    return Str.of(space && !text.isEmpty() ? " " + text : text);
  }

  /// JSON that may stand inside of HTML.
  static Value htmlJson(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_tojson", args, "indent");
    JsonFormat format = JsonFormat.PLAIN.withSortKeys(true);
    JsonFormat indented =
        params.get("indent").map(width -> format.withIndent(Numbers.index(width))).orElse(format);
    return Str.of(
            JsonWriter.write(input, indented)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027"))
        .asVerbatim();
  }
}
