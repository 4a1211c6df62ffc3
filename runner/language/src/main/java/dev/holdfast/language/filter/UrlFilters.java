package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// URLs: quoting, unquoting, splitting (`urllib.parse`).
final class UrlFilters {
  private static final String ALWAYS_SAFE = "_.-~";
  private static final String SCHEME = "abcdefghijklmnopqrstuvwxyz0123456789+-.";

  private UrlFilters() {}

  static Value encode(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (plain instanceof DictValue) {
      return Str.of(query(SequenceFilters.pairs(plain)));
    }
    if (plain instanceof Str || Sequences.tryIterate(plain).isEmpty()) {
      return Str.of(quote(Text.str(plain), "/"));
    }
    return Str.of(query(Sequences.iterate(plain)));
  }

  private static String query(List<Value> pairs) {
    List<String> parts = new ArrayList<>();
    for (Value pair : pairs) {
      List<Value> items = Sequences.iterate(pair);
      if (items.size() != 2) {
        throw PythonError.valueError(
            items.size() > 2
                ? "too many values to unpack (expected 2)"
                : "not enough values to unpack (expected 2, got " + items.size() + ")");
      }
      parts.add(plus(Text.str(items.get(0))) + "=" + plus(Text.str(items.get(1))));
    }
    return String.join("&", parts);
  }

  private static String plus(String text) {
    return quote(text, "").replace("%20", "+");
  }

  static String quote(String text, String safe) {
    StringBuilder out = new StringBuilder();
    for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (part & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ALWAYS_SAFE.indexOf(c) >= 0
              || safe.indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }

  static Value decode(Value input, Arguments args, EvalContext context) {
    String text = Text.str(input).replace('+', ' ');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        int point = text.codePointAt(i);
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(point);
      }
    }
    return Str.of(bytes.toString(StandardCharsets.UTF_8));
  }

  /// The parts of a URL.
  record Parts(String scheme, String netloc, String path, String query, String fragment) {
    static Parts of(String source) {
      String url = source.strip().replaceAll("[\\t\\r\\n]", "");
      String scheme = "";
      int colon = url.indexOf(':');
      if (colon > 0
          && Character.isLetter(url.charAt(0))
          && url.substring(0, colon)
              .toLowerCase(Locale.ROOT)
              .chars()
              .allMatch(c -> SCHEME.indexOf(c) >= 0)) {
        scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        url = url.substring(colon + 1);
      }
      String netloc = "";
      if (url.startsWith("//")) {
        int end = 2;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
          end++;
        }
        netloc = url.substring(2, end);
        url = url.substring(end);
      }
      if (netloc.contains("[") != netloc.contains("]")) {
        throw PythonError.valueError("Invalid IPv6 URL");
      }
      String fragment = after(url, '#');
      String rest = before(url, '#');
      return new Parts(scheme, netloc, before(rest, '?'), after(rest, '?'), fragment);
    }

    private static String before(String text, char mark) {
      int at = text.indexOf(mark);
      return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char mark) {
      int at = text.indexOf(mark);
      return at < 0 ? "" : text.substring(at + 1);
    }

    Optional<String> user() {
      int at = netloc.lastIndexOf('@');
      return at < 0 ? Optional.empty() : Optional.of(before(netloc.substring(0, at), ':'));
    }

    Optional<String> password() {
      int at = netloc.lastIndexOf('@');
      String info = at < 0 ? "" : netloc.substring(0, at);
      int colon = info.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(info.substring(colon + 1));
    }

    private String hostPort() {
      return netloc.substring(netloc.lastIndexOf('@') + 1);
    }

    Optional<String> host() {
      String host = hostPort();
      String name = host.startsWith("[") ? before(host.substring(1), ']') : before(host, ':');
      return name.isEmpty() ? Optional.empty() : Optional.of(name.toLowerCase(Locale.ROOT));
    }

    Value port() {
      String host = hostPort();
      String rest = host.startsWith("[") ? after(host, ']') : host;
      int colon = rest.indexOf(':');
      String digits = colon < 0 ? "" : rest.substring(colon + 1);
      if (digits.isEmpty()) {
        return None.NONE;
      }
      if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw PythonError.valueError(
            "Port could not be cast to integer value as " + Text.repr(Str.of(digits)));
      }
      if (digits.length() > 5 || Integer.parseInt(digits) > 65535) {
        throw PythonError.valueError("Port out of range 0-65535");
      }
      return Int.of(Integer.parseInt(digits));
    }
  }

  static Value split(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("split_url", args, "query", "alias");
    Parts parts = Parts.of(Text.str(input));
    DictValue all =
        Kit.record(
            "fragment", Str.of(parts.fragment()),
            "hostname", Kit.optional(parts.host()),
            "netloc", Str.of(parts.netloc()),
            "password", Kit.optional(parts.password()),
            "path", Str.of(parts.path()),
            "port", parts.port(),
            "query", Str.of(parts.query()),
            "scheme", Str.of(parts.scheme()),
            "username", Kit.optional(parts.user()));
    String query = params.text("query", "");
    if (query.isEmpty()) {
      return all;
    }
    return all.get(query)
        .orElseThrow(() ->
            TemplateError.filter(
                params.text("alias", "urlsplit") + ": unknown URL component: " + query));
  }

  static boolean isUri(Value input, Arguments args, EvalContext context) {
    return parts(input)
        .filter(parts -> allowed(parts, Params.of("is_uri", args, "schemes")))
        .isPresent();
  }

  static boolean isUrl(Value input, Arguments args, EvalContext context) {
    return parts(input)
        .filter(parts -> allowed(parts, Params.of("is_url", args, "schemes")))
        .filter(parts -> !parts.netloc().isEmpty() || parts.scheme().equals("file"))
        .isPresent();
  }

  static boolean isUrn(Value input, Arguments args, EvalContext context) {
    return parts(input).filter(parts -> parts.scheme().equals("urn")).isPresent();
  }

  private static Optional<Parts> parts(Value input) {
    if (!(Kit.plain(input) instanceof Str(String text, _, _))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Parts.of(text));
    } catch (PythonError e) {
      return Optional.empty();
    }
  }

  private static boolean allowed(Parts parts, Params params) {
    return params
        .get("schemes")
        .map(schemes -> Sequences.contains(schemes, Str.of(parts.scheme())))
        .orElse(true);
  }
}
