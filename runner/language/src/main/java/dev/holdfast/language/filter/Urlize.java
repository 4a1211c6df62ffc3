package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The filter `urlize`: addresses in a text become links (`jinja2/utils.py`).
final class Urlize {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;
  private static final Pattern HTTP =
      Pattern.compile(
          "(?:(?:https?://|www\\.)(?:(?:[\\w%-]+\\.)+)?(?:[a-z]{2,63}|xn--[\\w%]{2,59})"
              + "|(?:[\\w%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)"
              + "|https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}"
              + "|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))"
              + "(?::\\d{1,5})?(?:[/?#]\\S*)?",
          FLAGS);
  private static final Pattern MAIL =
      Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SCHEME =
      Pattern.compile("[\\w.+-]{2,}:/{0,2}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern HEAD = Pattern.compile("^(?:[(<]|&lt;)+");
  private static final Pattern TAIL = Pattern.compile("(?:[)>.,]|&gt;)+$");
  private static final List<List<String>> PAIRS =
      List.of(List.of("(", ")"), List.of("<", ">"), List.of("&lt;", "&gt;"));

  private final Optional<Integer> limit;
  private final String attributes;
  private final List<String> schemes;

  private Urlize(Optional<Integer> limit, String attributes, List<String> schemes) {
    this.limit = limit;
    this.attributes = attributes;
    this.schemes = schemes;
  }

  static Value filter(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of(
            "do_urlize", args, "trim_url_limit", "nofollow", "target", "rel", "extra_schemes");
    TreeSet<String> rel = new TreeSet<>(List.of("noopener"));
    Arrays.stream(SPACE.split(params.text("rel", "").strip()))
        .filter(word -> !word.isEmpty())
        .forEach(rel::add);
    if (params.truth("nofollow", false)) {
      rel.add("nofollow");
    }
    String target = params.text("target", "");
    List<String> schemes =
        params.get("extra_schemes").map(Sequences::iterate).orElse(List.of()).stream()
            .map(Text::str)
            .toList();
    for (String scheme : schemes) {
      if (!SCHEME.matcher(scheme).matches()) {
        throw TemplateError.filterArgument(
            Text.repr(Str.of(scheme)) + " is not a valid URI scheme prefix.");
      }
    }
    String attributes =
        " rel=\"%s\"".formatted(TextFilters.escaped(String.join(" ", rel)))
            + (target.isEmpty() ? "" : " target=\"%s\"".formatted(TextFilters.escaped(target)));
    Optional<Integer> limit =
        params.get("trim_url_limit").map(_ -> params.integer("trim_url_limit", 0));
    return Str.of(new Urlize(limit, attributes, schemes).all(Text.str(Kit.plain(input))));
  }

  private String all(String text) {
    String escaped = TextFilters.escaped(text);
    StringBuilder out = new StringBuilder();
    Matcher spaces = SPACE.matcher(escaped);
    int from = 0;
    while (spaces.find()) {
      out.append(word(escaped.substring(from, spaces.start()))).append(spaces.group());
      from = spaces.end();
    }
    return out.append(word(escaped.substring(from))).toString();
  }

  private String word(String word) {
    Matcher start = HEAD.matcher(word);
    String head = start.find() ? start.group() : "";
    String middle = word.substring(head.length());
    Matcher end = TAIL.matcher(middle);
    String tail = end.find() ? end.group() : "";
    middle = middle.substring(0, middle.length() - tail.length());
    for (List<String> pair : PAIRS) {
      int missing = count(middle, pair.getFirst());
      if (missing > count(middle, pair.getLast())) {
        int moves = Math.min(missing, count(tail, pair.getLast()));
        for (int i = 0; i < moves; i++) {
          int cut = tail.indexOf(pair.getLast()) + pair.getLast().length();
          middle += tail.substring(0, cut);
          tail = tail.substring(cut);
        }
      }
    }
    return head + linked(middle) + tail;
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private String linked(String text) {
    if (HTTP.matcher(text).matches()) {
      boolean whole = text.startsWith("https://") || text.startsWith("http://");
      return link(whole ? text : "https://" + text, attributes, trimmed(text));
    }
    if (text.startsWith("mailto:") && MAIL.matcher(text.substring(7)).matches()) {
      return link(text, "", text.substring(7));
    }
    if (!text.startsWith("www.") && !text.contains(":") && MAIL.matcher(text).matches()) {
      return link("mailto:" + text, "", text);
    }
    String result = text;
    for (String scheme : schemes) {
      if (!result.equals(scheme) && result.startsWith(scheme)) {
        result = link(result, attributes, result);
      }
    }
    return result;
  }

  private static String link(String address, String attributes, String text) {
    return "<a href=\"%s\"%s>%s</a>".formatted(address, attributes, text);
  }

  private String trimmed(String text) {
    int length = text.codePointCount(0, text.length());
    return limit
        .filter(most -> length > most)
        .map(most -> text.substring(0, text.offsetByCodePoints(0, Math.max(0, most))) + "...")
        .orElse(text);
  }
}
