package dev.holdfast.language.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One run over a Python pattern that rewrites it for the JDK.
///
/// Named groups become numbered ones (Java's names know no underscore), verbose patterns lose their
/// blanks here (Java would also drop them inside brackets), and whatever only Java gives a meaning
/// is quoted.
final class Translator {
  private static final String SPECIAL = "\\.^$|?*+()[]{}&-#~";

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final EnumSet<RegexFlag> flags = EnumSet.noneOf(RegexFlag.class);
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;
  private int groups;

  /// What the last element was, for the rules about quantifiers.
  private enum Last {
    NOTHING,
    ITEM,
    REPEAT
  }

  private Last last = Last.NOTHING;

  private Translator(String source, Set<RegexFlag> flags) {
    this.source = source;
    this.flags.addAll(flags);
  }

  static Translation translate(String source, Set<RegexFlag> flags) {
    Translator translator = new Translator(source, flags);
    translator.globalFlags();
    translator.run();
    return new Translation(
        translator.out.toString(), translator.flags, translator.groups, translator.names);
  }

  /// `(?im)` in front counts for the whole pattern, also for how it is read.
  private void globalFlags() {
    if (!source.startsWith("(?", at)) {
      return;
    }
    int close = source.indexOf(')');
    String letters = close < 0 ? "" : source.substring(2, close);
    if (!letters.isEmpty() && letters.chars().allMatch(c -> "aiLmsux".indexOf(c) >= 0)) {
      letters.chars().forEach(c -> add((char) c));
      at = close + 1;
    }
  }

  private void add(char letter) {
    for (RegexFlag flag : RegexFlag.values()) {
      if (flag.letter() == letter) {
        flags.add(flag);
      }
    }
  }

  private void run() {
    while (at < source.length()) {
      element();
    }
    if (!open.isEmpty()) {
      throw RegexException.at("missing ), unterminated subpattern", open.pop());
    }
  }

  private void element() {
    int start = at;
    char c = source.charAt(at++);
    switch (c) {
      case '\\' -> escape(start);
      case '[' -> {
        CharacterClass parsed = CharacterClass.parse(source, start);
        out.append(parsed.text());
        at = parsed.end();
        last = Last.ITEM;
      }
      case '(' -> group(start);
      case ')' -> close(start);
      case '|' -> {
        out.append('|');
        last = Last.NOTHING;
      }
      case '^' -> anchor(flags.contains(RegexFlag.MULTILINE) ? "(?:^|(?<=\\n))" : "^");
      case '$' -> anchor("$");
      case '.' -> item(".");
      case '*', '+', '?' -> repeat(String.valueOf(c), start);
      case '{' -> brace(start);
      default -> literal(c, start);
    }
  }

  private void literal(char c, int start) {
    if (flags.contains(RegexFlag.VERBOSE)) {
      if (Character.isWhitespace(c)) {
        return;
      }
      if (c == '#') {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end + 1;
        return;
      }
    }
    int point = source.codePointAt(start);
    at = start + Character.charCount(point);
    item(quote(point));
  }

  private void item(String text) {
    out.append(text);
    last = Last.ITEM;
  }

  /// Python refuses to repeat what stands for a place.
  private void anchor(String text) {
    out.append(text);
    last = Last.NOTHING;
  }

  static String quote(int point) {
    return SPECIAL.indexOf(point) >= 0
        ? "\\" + Character.toString(point)
        : Character.toString(point);
  }

  private void repeat(String operator, int start) {
    if (last == Last.NOTHING) {
      throw RegexException.at("nothing to repeat", start);
    }
    if (last == Last.REPEAT) {
      throw RegexException.at("multiple repeat", start);
    }
    out.append(operator);
    if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
      out.append(source.charAt(at++));
    }
    last = Last.REPEAT;
  }

  /// `{m}`, `{m,}`, `{,n}` and `{m,n}` repeat; any other brace is itself.
  private void brace(int start) {
    int close = source.indexOf('}', start);
    String inside = close < 0 ? "" : source.substring(start + 1, close);
    if (!inside.matches("[0-9]*(,[0-9]*)?") || inside.isEmpty()) {
      item("\\{");
      return;
    }
    at = close + 1;
    String[] bounds = inside.split(",", -1);
    String low = bounds[0].isEmpty() ? "0" : bounds[0];
    if (bounds.length > 1
        && !bounds[1].isEmpty()
        && Long.parseLong(bounds[1]) < Long.parseLong(low)) {
      throw RegexException.at("min repeat greater than max repeat", start + 1);
    }
    repeat("{" + low + (bounds.length > 1 ? "," + bounds[1] : "") + "}", start);
  }

  private void close(int start) {
    if (open.isEmpty()) {
      throw RegexException.at("unbalanced parenthesis", start);
    }
    open.pop();
    item(")");
  }

  private void group(int start) {
    if (source.startsWith("?#", at)) {
      comment(start);
      return;
    }
    last = Last.NOTHING;
    if (!source.startsWith("?", at)) {
      groups++;
      open.push(start);
      out.append('(');
      return;
    }
    at++;
    if (at >= source.length()) {
      throw RegexException.at("unexpected end of pattern", source.length());
    }
    char kind = source.charAt(at++);
    switch (kind) {
      case ':', '=', '!', '>' -> plain("(?" + kind, start);
      case '<' -> lookBehind(start);
      case 'P' -> named(start);
      case '(' -> throw new RegexException("conditional groups (?(...)...) are not offered");
      default -> inlineFlags(start);
    }
  }

  private void plain(String text, int start) {
    open.push(start);
    out.append(text);
  }

  private void lookBehind(int start) {
    char kind = at < source.length() ? source.charAt(at) : ' ';
    if (kind != '=' && kind != '!') {
      throw RegexException.at("unknown extension ?<" + (kind == ' ' ? "" : kind), start + 1);
    }
    at++;
    plain("(?<" + kind, start);
  }

  private void named(int start) {
    char kind = at < source.length() ? source.charAt(at++) : ' ';
    if (kind == '<') {
      String name = until('>', "missing >, unterminated name");
      if (!isName(name)) {
        throw RegexException.at("bad character in group name '" + name + "'", start + 4);
      }
      groups++;
      if (names.put(name, groups) != null) {
        throw RegexException.at(
            "redefinition of group name '%s' as group %d; was group %d"
                .formatted(name, groups, names.get(name)),
            start + 4);
      }
      open.push(start);
      out.append('(');
    } else if (kind == '=') {
      String name = until(')', "missing ), unterminated name");
      Integer number = names.get(name);
      if (number == null) {
        throw RegexException.at("unknown group name '" + name + "'", start + 4);
      }
      item("(?:\\" + number + ")");
    } else {
      throw RegexException.at("unknown extension ?P" + (kind == ' ' ? "" : kind), start + 1);
    }
  }

  private String until(char end, String complaint) {
    int close = source.indexOf(end, at);
    if (close < 0) {
      throw RegexException.at(complaint, at);
    }
    String text = source.substring(at, close);
    if (text.isEmpty()) {
      throw RegexException.at("missing group name", at);
    }
    at = close + 1;
    return text;
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && Character.isUnicodeIdentifierStart(name.charAt(0) == '_' ? 'a' : name.charAt(0))
        && name.chars().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
  }

  private void comment(int start) {
    int close = source.indexOf(')', at);
    if (close < 0) {
      throw RegexException.at("missing ), unterminated comment", start);
    }
    at = close + 1;
  }

  /// `(?i:...)`; the letters are nearly the same.
  private void inlineFlags(int start) {
    int end = at - 1;
    while (end < source.length() && "aiLmsux-".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    String letters = source.substring(at - 1, end);
    if (end < source.length() && source.charAt(end) == ')' && !letters.isEmpty()) {
      throw RegexException.at("global flags not at the start of the expression", start);
    }
    if (letters.isEmpty() || end >= source.length() || source.charAt(end) != ':') {
      throw RegexException.at("unknown extension ?" + source.charAt(at - 1), start + 1);
    }
    at = end + 1;
    String java = letters.replaceAll("[auLx]", "").replace("i", "iu");
    plain("(?" + java + ":", start);
  }

  private void escape(int start) {
    if (at >= source.length()) {
      throw RegexException.at("bad escape (end of pattern)", start);
    }
    char c = source.charAt(at);
    if (c >= '1' && c <= '9') {
      reference(start);
      return;
    }
    Optional<String> anchor =
        switch (c) {
          case 'A', 'b', 'B' -> Optional.of("\\" + c);
          case 'Z' -> Optional.of("\\z");
          default -> Optional.empty();
        };
    if (anchor.isPresent()) {
      at++;
      anchor(anchor.get());
      return;
    }
    Escapes.Escape escape = Escapes.parse(source, start);
    at = escape.end();
    item(escape.text());
  }

  private void reference(int start) {
    int end = at + 1;
    if (end < source.length() && Character.digit(source.charAt(end), 10) >= 0) {
      end++;
      boolean octal =
          end < source.length() && source.substring(at, end + 1).chars().allMatch(Escapes::isOctal);
      if (octal) {
        Escapes.Escape escape = Escapes.octal(source, start, end + 1);
        at = escape.end();
        item(escape.text());
        return;
      }
    }
    int number = Integer.parseInt(source.substring(at, end));
    if (number > groups) {
      throw RegexException.at("invalid group reference " + number, start + 1);
    }
    at = end;
    item("(?:\\" + number + ")");
  }
}
